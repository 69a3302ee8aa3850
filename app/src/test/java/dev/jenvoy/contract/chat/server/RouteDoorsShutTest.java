package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses for repositories exist while chat is configured and public, and take nothing that cannot be kept. */
class RouteDoorsShutTest {

    private static final String TOKEN = "planted-token-91b2c3d4e5f6a7b8";

    @TempDir
    Path folder;

    private static HookRequest push() {
        return HookRequest.push().target("/repohook").secret(TOKEN);
    }

    @Test
    void without_chat_there_are_no_such_addresses() throws Exception {
        try (TestServer server = TestServer.in(folder).start()) {
            assertThat(server.send(push()).status()).isEqualTo(404);
            assertThat(server.send(push().target("/travis")).status()).isEqualTo(404);
        }
    }

    @Test
    void a_chat_that_is_not_public_has_no_such_addresses_and_gets_them_by_a_live_change() throws Exception {
        try (WebhookStandIn program = new WebhookStandIn();
                ChatSite site = ChatSite.in(folder).webhook("ops", program).set("public", false)) {
            site.token("acme/site", Family.GITHUB, TOKEN).start();
            assertThat(site.send(push()).status()).isEqualTo(404);
            assertThat(site.send(push().target("/travis")).status()).isEqualTo(404);
            site.set("public", true);
            assertThat(site.send(push()).status()).isEqualTo(204);
            site.configured(false);
            assertThat(site.send(push()).status()).isEqualTo(404);
        }
    }

    @Test
    void a_server_that_stops_asks_to_come_again() throws Exception {
        try (WebhookStandIn program = new WebhookStandIn();
                ChatSite site = ChatSite.in(folder).webhook("ops", program).route("ops", "push")) {
            site.hook("issues", "while [ ! -e '" + folder + "/go' ]; do sleep 0.05; done");
            site.server().with("response_timeout", "100ms").with("shutdown_timeout", "20s");
            site.token("acme/site", Family.GITHUB, TOKEN).start();
            site.issue(1, "runs");
            Thread stopping = new Thread(site.server()::close);
            stopping.start();
            Eventually.that(() -> {
                HttpAnswer answer = site.send(push());
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.field("Retry-After")).isEqualTo("60");
                assertThat(answer.body()).isEmpty();
            });
            Files.createFile(folder.resolve("go"));
            stopping.join(Duration.ofSeconds(30).toMillis());
            assertThat(stopping.isAlive()).isFalse();
        }
    }

    @Test
    void a_delivery_that_cannot_be_kept_is_to_come_again() throws Exception {
        try (WebhookStandIn program = new WebhookStandIn();
                ChatSite site = ChatSite.in(folder).webhook("ops", program).route("ops", "push")) {
            site.hook("issues", "while [ ! -e '" + folder + "/go' ]; do sleep 0.05; done");
            site.server().with("max_backlog", 1).with("response_timeout", "100ms");
            site.token("acme/site", Family.GITHUB, TOKEN).start();
            site.issue(1, "runs");
            site.issue(2, "waits");
            HttpAnswer answer = site.send(push());
            Files.createFile(folder.resolve("go"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("Retry-After")).isEqualTo("60");
            assertThat(answer.body()).isEmpty();
        }
    }
}
