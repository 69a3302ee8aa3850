package dev.jenvoy.contract.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jenvoy chat} with a running server. */
class ChatCommandsTest {

    @TempDir
    private Path elsewhere;

    private TestServer site;
    private SlackRoom dev;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        dev = SlackRoom.open();
        site = TestServer.in(folder)
                .with("chat", Map.of("rooms", Map.of("dev", dev.entry(), "ops", dev.entry())))
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
        dev.close();
    }

    private Cli.Ran chat(String... arguments) {
        List<String> all = new ArrayList<>(List.of("chat", arguments[0]));
        all.addAll(List.of("--url", "http://127.0.0.1:" + site.adminAddress().getPort()));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return new Cli(elsewhere).with("REPO_TOKEN", "planted-token-77aa").run(all.toArray(String[]::new));
    }

    private static void fine(Cli.Ran ran, String out) {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(out);
        assertThat(ran.code()).isZero();
    }

    private static void failed(Cli.Ran ran, String error) {
        assertThat(ran.err()).isEqualTo("jenvoy: " + error + "\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void routes_tokens_and_defaults_have_the_replies_of_the_rooms() {
        fine(
                chat("route", "acme/site", "dev", "push", "nope"),
                "unknown event nope, left out\nacme/site → dev: push\n"
                        + "no token for acme/site yet: jenvoy chat token acme/site\n");
        fine(
                chat("route", "acme/site", "ops", "push", "--", "-bots"),
                "acme/site → ops: push -bots\n" + "no token for acme/site yet: jenvoy chat token acme/site\n");
        fine(
                chat("route", "acme/site", "ops", "push", "-bots", "-hook.failed", "-create"),
                "acme/site → ops: push -bots -hook.failed -create\n"
                        + "no token for acme/site yet: jenvoy chat token acme/site\n");
        fine(
                chat("route", "acme/site", "ops", "push", "-bots"),
                "acme/site → ops: push -bots\n" + "no token for acme/site yet: jenvoy chat token acme/site\n");
        assertThat(chat("route", "acme/site", "ops", "push", "--bots").code()).isEqualTo(2);
        failed(chat("route", "acme/site", "dev", "pusk"), "unknown event pusk (did you mean push?): nothing changed");
        failed(chat("route", "acme/site", "nowhere", "push"), "no room nowhere; there are: dev, ops");
        fine(chat("token", "acme/site", "env:REPO_TOKEN"), "token set for acme/site\n");
        failed(
                chat("token", "acme/site", "planted"),
                "token must be env:NAME or file:PATH, because other users of the" + " machine can see arguments");
        fine(chat("defaults", "issues", "-drafts"), "defaults: issues -drafts\n");
        fine(chat("defaults", "issues"), "defaults: issues\n");
        fine(chat("defaults"), "defaults: issues\n");
        assertThat(chat("routes").out()).contains("REPOSITORY", "acme/site", "push -bots");
        assertThat(chat("routes", "acme/other").code()).isEqualTo(1);
        assertThat(chat("config").out()).contains("\"token\": \"(set)\"").doesNotContain("planted-token");
        fine(chat("remove", "acme/site", "ops"), "removed: acme/site → ops\n");
        fine(chat("remove", "acme/site"), "removed: acme/site → dev, and its token\n");
        failed(chat("remove", "acme/site"), "no route for acme/site");
    }

    @Test
    void a_reset_needs_a_yes() {
        chat("route", "acme/site", "dev", "push");

        assertThat(chat("reset").code()).isEqualTo(2);
        assertThat(chat("routes").out()).contains("acme/site");
        fine(chat("reset", "--yes"), "forgotten: all routes, tokens and defaults made by command\n");
        fine(chat("routes"), "No routes.\n");
    }

    @Test
    void a_room_is_tried_out_and_spoken_in() {
        fine(chat("test", "dev"), "dev: sent: HTTP 200\n");
        fine(chat("say", "dev", "<!here>", "lunch"), "dev: sent: HTTP 200\n");
        assertThat(dev.texts().get(1))
                .startsWith("&lt;")
                .doesNotContain("<!here>")
                .contains("lunch");
        dev.answers(403, "invalid_token");
        Cli.Ran refused = chat("test", "dev");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("dev: refused", "invalid_token");
        failed(chat("test", "none"), "no such room; there are: dev, ops");
        assertThat(chat("rooms").out())
                .contains("ROOM", "dev", "slack", "shut", "invalid_token", "Problem: chat room dev is shut")
                .doesNotContain("planted-path");
        dev.answers(200, "ok");
        fine(chat("test", "dev"), "dev: sent: HTTP 200\n");
        assertThat(chat("rooms").out()).doesNotContain("shut");
    }

    @Test
    void the_log_shows_messages_which_can_be_sent_again_or_dropped() throws Exception {
        dev.answers(503, "later");
        chat("route", "acme/*", "dev", "push");
        site.send(HookRequest.push());
        Eventually.that(
                () -> assertThat(chat("log", "--state", "waiting").out()).contains("503"));
        String message =
                chat("log").out().lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];

        fine(chat("drop", message), "dropped: " + message + "\n");
        Eventually.that(() -> assertThat(chat("log", "--room", "dev").out()).contains("dropped"));
        failed(chat("retry", message), "only a message that waits or failed can be sent again");
        failed(chat("retry", "99.1"), "no such message");
        fine(chat("log", "--state", "sent"), "No messages.\n");
        fine(chat("log", "--room", "ops"), "No messages.\n");
        failed(chat("log", "--room", "bogus"), "no such room; there are: dev, ops");
        failed(chat("log", "--room", "bogus", "--follow"), "no such room; there are: dev, ops");
        assertThat(chat("log", "--json").out()).contains("\"state\": \"dropped\"");
    }

    @Test
    void the_state_of_the_plugin_is_imported_with_its_tokens() throws Exception {
        Files.writeString(elsewhere.resolve("repohook.json"), """
                {
                  "default_events": ["push", "issues", "made_up"],
                  "repositories": {
                    "acme/site": {
                      "token": "planted-token-77aa",
                      "routes": {
                        "dev@conference.example.org": {"events": ["push", "made_up"]},
                        "#elsewhere": {"events": ["push"]}
                      }
                    },
                    "tool": {"token": null, "routes": {"dev": {"events": ["push_hook"]}}}
                  }
                }
                """);

        Cli.Ran ran = chat("import", "repohook.json", "--map", "dev@conference.example.org=dev");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "defaults: push issues",
                        "unknown event made_up, left out",
                        "acme/site → dev: push",
                        "token set for acme/site",
                        "Not imported: acme/site → #elsewhere: no room #elsewhere; there are: dev, ops",
                        "Not imported: tool → dev: not a repository: tool")
                .doesNotContain("planted-token");
        assertThat(chat("config").out()).contains("\"token\": \"(set)\"");
    }

    @Test
    void what_was_exported_can_be_imported_but_for_the_tokens() throws Exception {
        chat("route", "acme/site", "dev", "push");
        chat("route", "acme/site", "ops", "failed", "--travis");
        chat("token", "acme/site", "env:REPO_TOKEN");
        String exported = chat("export").out();
        Files.writeString(elsewhere.resolve("chat.json"), exported);
        chat("reset", "--yes");

        Cli.Ran ran = chat("import", "chat.json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("acme/site → dev: push", "acme/site → ops: failed")
                .contains("Not imported: the token of acme/site: the file does not have it");
        chat("token", "acme/site", "env:REPO_TOKEN");
        assertThat(chat("export").out()).isEqualTo(exported);
    }
}
