package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.crash.kit.CrashRun;
import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was accepted survives a kill. The short version of the crash run; {@code bench/crash.sh} runs the long one. The
 * property {@code jenvoy.crash.kills} sets the number of kills, {@code jenvoy.crash.seed} their times.
 */
@Timeout(1800)
final class CrashTest {

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void nothing_accepted_is_lost_when_the_server_is_killed_at_any_moment() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        long seed = Long.getLong("jenvoy.crash.seed", System.nanoTime());
        System.out.println("crash: seed=" + seed);
        new CrashRun(new ServerSite(folder), seed).run(Integer.getInteger("jenvoy.crash.kills", 5));
    }

    @Test
    void what_was_accepted_without_a_sync_survives_kill_9_and_readiness_names_the_setting() throws Exception {
        SignedSenderClient sender = new SignedSenderClient();
        ServerSite site = new ServerSite(folder)
                .with("durability", "\"process\"")
                .with("response_timeout", "\"100ms\"")
                .hook("push", """
                        echo "$JENVOY_DELIVERY $JENVOY_ATTEMPT" >>"$WITNESS/starts"
                        [ "$JENVOY_ATTEMPT" = 2 ] || sleep 600
                        """);
        try (ServerProcess server = site.start().serving()) {
            assertThat(sender.push(server.port(), "one", "site").statusCode()).isEqualTo(202);
            assertThat(sender.get(server.port(), "/readyz"))
                    .returns(200, answer -> answer.statusCode())
                    .satisfies(answer -> assertThat(answer.body())
                            .contains("durability is \\\"process\\\": a power cut may lose accepted deliveries"));
            Eventually.that(() -> assertThat(site.witnessed("starts")).containsExactly("one 1"));
            server.kill();
        }
        try (ServerProcess server = site.start().serving()) {
            Eventually.that(
                    () -> assertThat(new JournalRecords(site).unfinished()).isZero());
            assertThat(server.lives()).isTrue();
        }
        assertThat(site.witnessed("starts")).containsExactly("one 1", "one 2");
    }
}
