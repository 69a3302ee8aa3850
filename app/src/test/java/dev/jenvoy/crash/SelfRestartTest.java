package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a hook that restarts the server, like a deployment by "systemctl restart". */
@Tag("long")
@Timeout(300)
final class SelfRestartTest {

    private static final String RESTARTS = """
            echo "$JENVOY_ATTEMPT" >>"$WITNESS/starts"
            kill -TERM "$PPID"
            sleep 60
            """;

    @TempDir
    Path folder;

    private final SignedSenderClient sender = new SignedSenderClient();

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private ServerSite site() throws Exception {
        return new ServerSite(folder).hook("push", RESTARTS).with("shutdown_timeout", "\"100ms\"");
    }

    @Test
    void it_is_set_aside_after_three_stops_and_its_reruns_are_warned_of() throws Exception {
        ServerSite site = site();
        try (ServerProcess server = site.start().serving()) {
            assertThat(sender.push(server.port(), "loop", "site").statusCode()).isEqualTo(202);
            assertThat(server.exitCode()).isZero();
        }
        for (int attempt = 2; attempt <= 3; attempt++) {
            try (ServerProcess server = site.start()) {
                assertThat(server.exitCode()).isZero();
                assertThat(String.join("\n", server.output()))
                        .contains("WARN  hook runs again, a stop of the server cut it short delivery=loop hook=push"
                                + " attempt=" + attempt);
            }
        }
        try (ServerProcess server = site.start().serving()) {
            var ready = sender.get(server.port(), "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("loop", "set aside", "stopped 3 times", "hook push");
            assertThat(String.join("\n", server.output())).contains("delivery set aside delivery=loop");
            site.hook("push", "echo good\n");
            assertThat(sender.push(server.port(), "good", "site").body()).contains("good");
        }
        assertThat(site.witnessed("starts")).containsExactly("1", "2", "3");
        assertThat(new JournalRecords(site).column("SELECT reason FROM delivery WHERE state = 6"))
                .singleElement()
                .asString()
                .contains("push", "restart");
    }

    @Test
    void a_kill_between_the_stops_loses_no_delivery() throws Exception {
        ServerSite site = site();
        for (int stop = 0; stop < 2; stop++) {
            try (ServerProcess server = site.start()) {
                if (stop == 0) {
                    assertThat(sender.push(server.serving().port(), "loop", "site")
                                    .statusCode())
                            .isEqualTo(202);
                }
                assertThat(server.exitCode()).isZero();
            }
        }
        site.hook("push", "echo \"$JENVOY_ATTEMPT\" >>\"$WITNESS/starts\"\nsleep 60\n");
        try (ServerProcess server = site.start().serving()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> site.witnessed("starts").size() == 3);
            server.kill();
        }
        site.hook("push", RESTARTS);
        try (ServerProcess server = site.start()) {
            assertThat(server.exitCode()).isZero();
        }
        try (ServerProcess server = site.start().serving()) {
            assertThat(sender.get(server.port(), "/readyz").body()).contains("loop", "stopped 3 times");
        }
    }
}
