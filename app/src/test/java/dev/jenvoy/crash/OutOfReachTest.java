package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a hook that became another user, as by sudo, so that the server's signals do not reach it. The server runs as
 * root without the right to signal others, and the hook becomes the unprivileged user.
 */
@Timeout(300)
final class OutOfReachTest {

    @TempDir
    Path folder;

    private final SignedSenderClient sender = new SignedSenderClient();
    private ServerSite site;

    @BeforeEach
    void build() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")), "needs root");
        assumeTrue(ServerSite.program("setpriv").isPresent(), "setpriv (Debian: util-linux) is missing");
        site = new ServerSite(folder)
                .hook("push", "exec setpriv --reuid 65534 --regid 65534 --clear-groups sleep 7.07\n")
                .with("hook_timeout", "\"500ms\"");
    }

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private ServerProcess serving() throws Exception {
        return ServerProcess.startUnder(
                        List.of("setpriv", "--bounding-set", "-kill", "--inh-caps", "-kill"), site.writeConfig())
                .serving();
    }

    @Test
    void that_it_outlives_its_timeout_is_in_its_error_and_in_the_log() throws Exception {
        try (ServerProcess server = serving()) {
            String answer = sender.push(server.port(), "d", "site").body();
            assertThat(answer).contains("124", "timed out after 500 ms; still running", "of user nobody");
            assertThat(String.join("\n", server.output()))
                    .contains(
                            "ERROR hook ended but some of its processes are still running hook=push attempt=1 living=\"process ");
        }
    }

    @Test
    void that_it_outlives_the_stop_of_the_server_is_in_its_error() throws Exception {
        site.with("hook_timeout", "\"60s\"").with("shutdown_timeout", "\"0s\"").with("response_timeout", "\"1s\"");
        try (ServerProcess server = serving()) {
            assertThat(sender.push(server.port(), "d", "site").statusCode()).isEqualTo(202);
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        assertThat(new JournalRecords(site).column("SELECT error FROM run"))
                .singleElement()
                .asString()
                .startsWith("interrupted: the server stopped; still running")
                .contains("of user nobody");
    }
}
