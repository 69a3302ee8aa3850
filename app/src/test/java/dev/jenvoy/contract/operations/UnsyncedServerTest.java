package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose accepted deliveries need not survive the machine. */
@Timeout(300)
final class UnsyncedServerTest {

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void a_delivery_survives_kill_9_and_readiness_names_the_setting() throws Exception {
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
