package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of a database. */
final class DatabaseCheckTest {

    private static final int NEWEST = DatabaseTables.SCHEMA.version();

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

    private String migrated() throws IOException {
        String url = PostgresServer.shared().newDatabase();
        assertThat(check(trial(url)).code()).isZero();
        assertThat(CommandRun.in(folder, "journal", "migrate").code()).isZero();
        return url;
    }

    private static String trial(String url) {
        return journal(url) + ", \"unsafe\": true";
    }

    private static void sql(String url, String statement) {
        List<String> unusedRows = PostgresServer.shared()
                .sql(url.substring(url.lastIndexOf('/') + 1), "SET search_path = jenvoy; " + statement);
    }

    @Test
    void a_database_that_was_asked_is_named() throws IOException {
        CommandRun run = check(trial(migrated()));
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("\nDatabase: PostgreSQL [0-9.]+, primary, tables of version " + NEWEST + "\n")
                .contains("No problems found.");
    }

    @Test
    void an_empty_one_gets_its_tables_from_the_first_server() throws IOException {
        CommandRun run = check(trial(PostgresServer.shared().newDatabase()));
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(", primary, no tables yet: the first server makes them\n");
    }

    @Test
    void an_older_one_is_brought_to_the_version_of_this_program() throws IOException {
        String url = migrated();
        sql(url, "UPDATE schema_version SET version = 1, contracted = 1, oldest_program = 0");
        CommandRun run = check(trial(url));
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("tables of version 1: the first server of this program brings them to version " + NEWEST);
    }

    @Test
    void one_of_newer_programs_is_bad_in_the_words_of_a_start() throws IOException {
        String url = migrated();
        sql(url, "UPDATE schema_version SET version = 99, contracted = 99, oldest_program = 99");
        CommandRun run = check(trial(url));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("Problems:\n  the database: tables: the database has version 99 and is only for programs from"
                        + " version 99 on; this one has " + NEWEST + ": run a newer Jenvoy, or restore a backup");
        JsonObject database = JsonParser.parseString(check(trial(url), "--json").out())
                .getAsJsonObject()
                .getAsJsonObject("database");
        assertThat(database.getAsJsonArray("faults")).hasSize(1);
        assertThat(database.get("tables").getAsInt()).isEqualTo(99);
        assertThat(database.get("program").getAsInt()).isEqualTo(NEWEST);
        assertThat(database.get("primary").getAsBoolean()).isTrue();
    }

    @Test
    void one_that_newer_programs_share_is_not() throws IOException {
        String url = migrated();
        sql(url, "UPDATE schema_version SET version = 99");
        assertThat(check(trial(url)).code()).isZero();
    }

    @Test
    void one_into_which_a_journal_is_copied_is_bad() throws IOException {
        String url = migrated();
        sql(url, "UPDATE schema_version SET oldest_program = 2147483647");
        CommandRun run = check(trial(url));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("a journal is being copied into the database, or that was interrupted");
    }

    @Test
    void a_limit_on_connections_that_is_reached_is_said() throws IOException {
        String url = PostgresServer.shared().newDatabase();
        sql(url, "CREATE ROLE full_up LOGIN CONNECTION LIMIT 0");
        CommandRun run = check("\"url\": \"" + url + "\", \"user\": \"full_up\"");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("it was not checked, because it has no connection left (FATAL: too many connections for role")
                .contains("raise the limit of the role")
                .doesNotContain("pg_hba.conf");
    }
}
