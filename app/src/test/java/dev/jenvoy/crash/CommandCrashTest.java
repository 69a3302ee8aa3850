package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.sender.trigger.TriggerSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a trigger's command when the server dies while it runs. */
@Timeout(300)
final class CommandCrashTest {

    private static final String TOKEN = "a token of the crash tests";

    @TempDir
    Path folder;

    private static void trigger(int port) {
        long now = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/site-main"))
                .timeout(Duration.ofSeconds(60))
                .header("X-Signature", TriggerSignature.of(now, "site", "main", TOKEN, 5))
                .header("X-Signature-Timestamp", String.valueOf(now))
                .build();
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void a_command_that_a_crash_cut_short_is_ended_and_runs_again_at_the_next_start() throws Exception {
        ServerSite site = new ServerSite(folder)
                .hook("push", "echo hook >>\"$WITNESS/starts\"\n")
                .with("SIG_HASH_ITERATIONS", "5")
                .with("TRIGGERS", """
                        {"site:main": {"token": "%s", "cmd":
                          "echo cmd $JENVOY_ATTEMPT $JENVOY_BRANCH >>$WITNESS/starts; [ $JENVOY_ATTEMPT = 2 ] || sleep 600"}}
                        """.formatted(TOKEN));
        try (ServerProcess server = site.start().serving()) {
            trigger(server.port());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> site.witnessed("starts").size() == 2);
            server.kill();
        }
        try (ServerProcess server = site.start().serving()) {
            JournalRecords records = new JournalRecords(site);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> records.unfinished() == 0);
            assertThat(server.lives()).isTrue();
            assertThat(String.join("\n", server.output()))
                    .contains("hook of a crashed server was ended hook=cmd:site:main processes=");
        }
        assertThat(site.witnessed("starts")).containsExactly("hook", "cmd 1 main", "cmd 2 main");
    }
}
