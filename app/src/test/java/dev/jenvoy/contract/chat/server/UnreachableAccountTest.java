package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.jenvoy.contract.chat.service.IrcClient;
import dev.jenvoy.contract.chat.service.Ngircd;
import dev.jenvoy.contract.kit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that cannot log in when the server starts. */
class UnreachableAccountTest {

    @TempDir
    Path folder;

    @TempDir
    Path service;

    @Test
    void the_server_starts_the_room_waits_and_its_messages_arrive_when_the_service_is_there() throws Exception {
        try (Ngircd irc = Ngircd.start(service, "");
                ChatSite site = ChatSite.in(folder)) {
            irc.kill();
            site.account(
                            "net",
                            Map.of(
                                    "kind",
                                    "irc",
                                    "host",
                                    "127.0.0.1",
                                    "port",
                                    irc.port(),
                                    "tls",
                                    false,
                                    "nick",
                                    "jenvoy",
                                    "admins",
                                    List.of("alice")))
                    .room("dev", Map.of("account", "net", "address", "#dev"))
                    .route("dev", "issues")
                    .start();
            assertThat(site.issue(1, "first").status()).isEqualTo(200);
            assertThat(site.issue(2, "second").status()).isEqualTo(200);
            Eventually.that(() -> assertThat(state(site)).isEqualTo("waiting"));
            Eventually.that(() -> assertThat(site.messages().get(0).attempts()).isPositive());
            assertThat(site.server().get("/readyz").status()).isEqualTo(200);
            assertThat(site.messages()).extracting(ShownMessage::state).containsOnly("waiting");

            irc.restart();
            try (IrcClient watcher = IrcClient.connect(irc.port(), "watcher")) {
                watcher.join("#dev");
                Eventually.within(
                        Duration.ofSeconds(60),
                        () -> assertThat(site.messages())
                                .extracting(ShownMessage::state)
                                .containsOnly("done"));
                assertThat(watcher.said("#dev")).hasSize(2).first().asString().contains("first");
            }
            assertThat(state(site)).isEqualTo("open");
        }
    }

    private static String state(ChatSite site) throws Exception {
        JsonElement room =
                site.admin("/api/chat").json().getAsJsonArray("rooms").get(0);
        return room.getAsJsonObject().get("state").getAsString();
    }
}
