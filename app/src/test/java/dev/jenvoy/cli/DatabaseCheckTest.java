package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of a database. */
final class DatabaseCheckTest {

    @TempDir
    private Path folder;

    private CommandRun check(String journal, String... options) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"endpoint_key\": \"" + "ab".repeat(32) + "\", \"journal\": {" + journal + "}}");
        CommandRun.hooks(folder.resolve("hooks"), "push");
        String[] arguments = new String[options.length + 1];
        arguments[0] = "check";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandRun.in(folder, arguments);
    }

    private static String journal(String url) {
        return "\"url\": \"" + url + "\", \"user\": \"" + PostgresServer.USER + "\"";
    }

    @Test
    void a_database_that_would_lose_deliveries_is_bad() throws IOException {
        CommandRun run = check(journal(PostgresServer.shared().newDatabase()));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("Problems:\n  the database: fsync: it is off");
    }

    @Test
    void a_trial_may_use_it() throws IOException {
        CommandRun run = check(journal(PostgresServer.shared().newDatabase()) + ", \"unsafe\": true", "--json");
        assertThat(run.code()).isZero();
        JsonObject database =
                JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("database");
        assertThat(database.getAsJsonArray("faults")).isEmpty();
        assertThat(database.getAsJsonArray("warnings")).hasSize(2);
    }

    @Test
    void one_that_does_not_answer_is_a_warning() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        CommandRun run = check(journal("jdbc:postgresql://127.0.0.1:" + port + "/jenvoy"));
        assertThat(run.out())
                .contains("Warnings:", "the database: connection: it was not checked, because it does not answer");
        assertThat(run.code()).isZero();
    }
}
