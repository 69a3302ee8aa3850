package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the real server on a machine that lacks a resource for a while: accepted deliveries still run. */
@Tag("long")
@Timeout(300)
final class ServerShortageTest {

    /** The first hook waits until it may end; the others wait behind it. */
    private static final String WAITS = """
            echo "$JENVOY_DELIVERY $JENVOY_ATTEMPT" >>"$WITNESS/starts"
            while [ ! -e "$WITNESS/go" ]; do sleep 0.02; done
            """;

    @TempDir
    Path folder;

    private final SignedSenderClient sender = new SignedSenderClient();
    private ServerSite site;

    @BeforeEach
    void build() throws Exception {
        site = new ServerSite(folder).hook("push", WAITS).with("response_timeout", "\"200ms\"");
    }

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private void accept(ServerProcess server, String id, int padding) throws Exception {
        assertThat(sender.push(server.port(), id, "site", padding).statusCode()).isEqualTo(202);
    }

    private String readiness(ServerProcess server) throws Exception {
        var answer = sender.get(server.port(), "/readyz");
        assertThat(answer.statusCode()).as("what comes is accepted").isEqualTo(200);
        return answer.body();
    }

    private void awaitRunOf(String... ids) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(site.witnessed("starts"))
                        .containsExactly(
                                List.of(ids).stream().map(id -> id + " 1").toArray(String[]::new)));
    }

    @Test
    void a_server_without_descriptors_runs_what_it_accepted_when_it_has_some_again() throws Exception {
        assumeTrue(ServerSite.program("prlimit").isPresent(), "prlimit (Debian: util-linux) is missing");
        try (ServerProcess server =
                ServerProcess.startPacked(site.writeConfig()).serving()) {
            accept(server, "first", 0);
            accept(server, "second", 0);
            accept(server, "third", 0);
            String pid = String.valueOf(server.pid());
            // Open descriptors stay open, including the sender's connection.
            assertThat(run("prlimit", "--pid", pid, "--nofile=8:8192")).isZero();
            site.allow("go");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(readiness(server)).contains("wait to be started"));
            assertThat(site.witnessed("starts")).containsExactly("first 1");
            assertThat(run("prlimit", "--pid", pid, "--nofile=8192:8192")).isZero();
            awaitRunOf("first", "second", "third");
            Awaitility.await().untilAsserted(() -> assertThat(readiness(server)).doesNotContain("wait to be started"));
            assertThat(String.join("\n", server.output())).contains("WARN  shortage", "shortage is over");
        }
        assertThat(new JournalRecords(site).column("SELECT DISTINCT ending || ' ' || attempt FROM run"))
                .containsExactly("EXITED 1");
    }

    @Test
    void a_full_disk_for_payload_files_fails_no_accepted_hook() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) == 0,
                "needs root and mount(8) to make a small file system");
        try (ServerProcess server = site.with("data_path", '"' + disk.toString() + "/data\"")
                .start()
                .serving()) {
            // Too large for shared memory.
            accept(server, "first", 1_500_000);
            accept(server, "second", 1_500_000);
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            site.allow("go");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    sender.get(server.port(), "/readyz").body())
                            .containsAnyOf("wait to be started", "disk is full"));
            assertThat(site.witnessed("starts")).containsExactly("first 1");
            Files.delete(ballast);
            awaitRunOf("first", "second");
        } finally {
            Awaitility.await().until(() -> run("umount", disk.toString()) == 0);
        }
    }

    private static void fill(Path ballast) throws Exception {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (java.io.IOException e) {
            assertThat(Files.size(ballast)).isPositive();
        }
    }
}
