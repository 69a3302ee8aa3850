package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.FailingServer;
import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose memory runs out, or with a thread that dies, ends at once with exit code 3, to be started again. */
@Timeout(300)
final class FailStopTest {

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    /** Runs with the launcher's option, and without it. */
    @ParameterizedTest
    @CsvSource({"OUT_OF_MEMORY, +", "OUT_OF_MEMORY, -", "OUT_OF_MEMORY_LOGGED, -", "EXCEPTION, +"})
    void a_thread_that_fails_ends_the_server_with_3_and_says_why(FailingServer.How how, String option)
            throws Exception {
        try (ServerProcess server = start(new ServerSite(folder), option)) {
            fail(how);

            assertThat(server.exitCode()).isEqualTo(3);
            assertThat(String.join("\n", server.output()))
                    .contains(how == FailingServer.How.EXCEPTION ? "IllegalArgumentException" : "OutOfMemoryError")
                    .containsPattern(
                            option.equals("+") && how == FailingServer.How.OUT_OF_MEMORY
                                    ? "Terminating due to java.lang.OutOfMemoryError"
                                    : "ERROR (memory ran out|a thread died), the server ends thread=failing");
        }
    }

    @Test
    void what_was_accepted_before_runs_after_the_restart() throws Exception {
        ServerSite site = new ServerSite(folder)
                .with("response_timeout", "\"100ms\"")
                .hook("push", "echo $JENVOY_DELIVERY >>\"$WITNESS/ran\"; [ -e \"$WITNESS/go\" ] || sleep 60");
        SignedSenderClient sender = new SignedSenderClient();
        try (ServerProcess server = start(site, "+")) {
            assertThat(sender.push(server.port(), "one", "site").statusCode()).isEqualTo(202);
            assertThat(sender.push(server.port(), "two", "site").statusCode()).isEqualTo(202);
            Awaitility.await().until(() -> site.witnessed("ran").size() == 1);
            fail(FailingServer.How.OUT_OF_MEMORY);
            assertThat(server.exitCode()).isEqualTo(3);
        }
        site.allow("go");
        try (ServerProcess server = site.start().serving()) {
            Awaitility.await().until(() -> new JournalRecords(site).unfinished() == 0);
            assertThat(server.lives()).isTrue();
        }
        assertThat(site.witnessed("ran")).containsExactly("one", "one", "two");
    }

    private ServerProcess start(ServerSite site, String option) throws Exception {
        return ServerProcess.startBy(
                        FailingServer.class, site.writeConfig(), "-Xmx64m", "-XX:" + option + "ExitOnOutOfMemoryError")
                .serving();
    }

    private void fail(FailingServer.How how) throws Exception {
        Path half = Files.writeString(folder.resolve("half"), how.name());
        Files.move(half, folder.resolve(FailingServer.FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
