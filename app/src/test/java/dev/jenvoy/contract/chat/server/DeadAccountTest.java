package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account whose service takes connections and never answers, with many rooms. */
class DeadAccountTest {

    private static final int ROOMS = 24;

    @TempDir
    Path folder;

    @Test
    void the_rooms_of_other_accounts_do_not_wait_for_it() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
                WebhookStandIn program = new WebhookStandIn();
                ChatSite site = ChatSite.in(folder)) {
            site.account(
                    "dead",
                    Map.of(
                            "kind",
                            "matrix",
                            "homeserver",
                            "http://127.0.0.1:" + dead.getLocalPort(),
                            "token",
                            MatrixStandIn.TOKEN));
            for (int room = 1; room <= ROOMS; room++) {
                site.room("dead" + room, Map.of("account", "dead", "address", "!room" + room + ":example.org"))
                        .route("dead" + room, "issues");
            }
            site.webhook("ops", program).route("ops", "issues").start();
            for (int issue = 1; issue <= 3; issue++) {
                int count = issue;
                assertThat(site.issue(issue, "number " + issue).status()).isEqualTo(200);
                // An attempt with the dead account takes ten seconds.
                Eventually.within(
                        Duration.ofSeconds(5),
                        () -> assertThat(program.messages()).hasSize(count));
            }
            // The account is known to be unreachable now, and is tried by one message at a time.
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> assertThat(site.messages().stream().filter(message -> message.attempts() > 0))
                            .hasSizeGreaterThan(5));
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> assertThat(site.messages())
                            .extracting(ShownMessage::state)
                            .containsOnlyOnce("running"));
            assertThat(site.issue(4, "number 4").status()).isEqualTo(200);
            Eventually.within(
                    Duration.ofSeconds(5), () -> assertThat(program.messages()).hasSize(4));
            assertThat(program.messages())
                    .extracting(message -> message.get("text").getAsString())
                    .satisfiesExactly(
                            text -> assertThat(text).contains("number 1"),
                            text -> assertThat(text).contains("number 2"),
                            text -> assertThat(text).contains("number 3"),
                            text -> assertThat(text).contains("number 4"));
        }
    }
}
