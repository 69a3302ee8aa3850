package dev.jenvoy.contract.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a channel and the password of a room are in an address, and are shown nowhere. */
class RoomKeyTest {

    private static final String KEY = "planted-key-4d1f";

    private TestServer site;

    @BeforeEach
    void configure(@TempDir Path folder) {
        Map<String, ?> libera = Map.of(
                "kind", "irc", "host", "127.0.0.1", "port", 1, "tls", false, "nick", "jenvoy", "admins", List.of("a"));
        Map<String, ?> jabber = Map.of(
                "kind", "xmpp", "jid", "bot@localhost", "password", "x", "host", "127.0.0.1", "port", 1, "tls", "off");
        site = TestServer.in(folder)
                .with("debug_level", "DEBUG")
                .with(
                        "chat",
                        Map.of(
                                "accounts", Map.of("libera", libera, "jabber", jabber),
                                "rooms",
                                        Map.of(
                                                "dev", Map.of("account", "libera", "address", "#dev " + KEY),
                                                "ops",
                                                        Map.of(
                                                                "account",
                                                                "jabber",
                                                                "address",
                                                                "ops@rooms.localhost " + KEY),
                                                "open", Map.of("account", "libera", "address", "#open")),
                                "routes",
                                        List.of(
                                                Map.of("repo", "acme/*", "room", "dev", "events", List.of("push")),
                                                Map.of("repo", "acme/*", "room", "ops", "events", List.of("push")))));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran jenvoy(String... arguments) {
        return new Cli(site.folder()).run(arguments);
    }

    @Test
    void the_api_the_page_s_data_and_the_log_show_the_address_without_it() throws Exception {
        try (CapturedLog log = CapturedLog.open()) {
            site.start();
            site.send(HookRequest.push());
            Eventually.that(() -> assertThat(site.admin("/api/chat").body()).contains("\"last_error\""));
            StringBuilder shown = new StringBuilder(String.join("\n", log.lines()));
            for (String path : List.of(
                    "/api/chat", "/api/config", "/api/status", "/api/chat/messages", "/api/chat/config", "/metrics")) {
                shown.append(site.admin(path).body());
            }
            assertThat(site.admin("/api/chat").body())
                    .contains("\"address\":\"#dev\"", "\"address\":\"ops@rooms.localhost\"", "\"address\":\"#open\"");
            assertThat(site.admin("/api/config").body())
                    .contains("#dev (set)", "ops@rooms.localhost (set)", "\"#open\"");
            assertThat(shown.toString()).doesNotContain(KEY);
        }
    }

    @Test
    void the_command_line_shows_the_address_without_it() throws Exception {
        site.start();
        String url = "http://127.0.0.1:" + site.adminAddress().getPort();
        String rooms = jenvoy("chat", "rooms", "--url", url).all();
        String check = jenvoy("check", "--config", site.configFile().toString()).all();
        String config = jenvoy("config", "--url", url).all();

        assertThat(rooms).contains("dev");
        assertThat(check).contains("irc, libera #dev");
        assertThat(config).contains("#dev (set)");
        assertThat(rooms + check + config).doesNotContain(KEY);
    }
}
