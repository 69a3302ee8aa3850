package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.service.Prosody;
import dev.jenvoy.contract.chat.service.XmppClient;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a room of prosody to a running server, with the replies of {@code docs/reference/chat-commands.md}. */
class RoomCommandsTest {

    private static final String TOKEN = "planted-token-5e7f9a1c3b2d4e60";
    private static final String TYPED = "planted-typed-0a9b8c7d6e5f4a3b";
    private static final String BOT = "bot@localhost";
    private static final String NO_TOKEN = "\nno token for acme/site yet: jenvoy chat token acme/site";
    private static final Duration PACE = Duration.ofMillis(1_050);
    private static final AtomicInteger ROOMS = new AtomicInteger();

    @TempDir
    static Path service;

    private static Prosody prosody;

    @TempDir
    Path folder;

    private final String room = "dev" + ROOMS.incrementAndGet() + "@conference.localhost";
    private final WebhookStandIn program = new WebhookStandIn();
    private final CapturedLog log = CapturedLog.open();
    private ChatSite site;
    private XmppClient alice;

    @BeforeAll
    static void startService() {
        prosody = Prosody.start(service, "alice", "bob", "bot");
    }

    @AfterAll
    static void stopService() {
        prosody.close();
    }

    @BeforeEach
    void configure() {
        alice = prosody.client("alice");
        alice.join(room, "alice");
        site = ChatSite.in(folder)
                .account(
                        "jabber",
                        Map.of(
                                "kind", "xmpp",
                                "jid", BOT,
                                "password", "password-of-bot",
                                "host", "127.0.0.1",
                                "port", prosody.port(),
                                "tls", "off",
                                "admins", List.of("alice@localhost")))
                .room("dev", Map.of("account", "jabber", "address", room))
                .webhook("ops", program)
                .route("ops", "release");
        site.server().with("debug_level", "DEBUG");
    }

    @AfterEach
    void close() {
        site.close();
        alice.close();
        program.close();
        log.close();
    }

    private void start() throws Exception {
        site.start();
        alice.await(text -> text.contains(room + "/jenvoy"));
    }

    private List<String> replies() {
        return alice.said(room, "jenvoy").stream().map(XmppClient::plain).toList();
    }

    /** Writes a line in the room, a second after the one before, and returns the reply. */
    private String ask(String line) {
        int before = replies().size();
        Awaitility.await().pollDelay(PACE).until(() -> true);
        alice.say(room, line);
        Eventually.that(() -> assertThat(replies()).hasSize(before + 1));
        return replies().get(before);
    }

    /** The same, to Jenvoy alone. */
    private String tell(String line) {
        int before = alice.told(BOT).size();
        Awaitility.await().pollDelay(PACE).until(() -> true);
        alice.tell(BOT, line);
        Eventually.that(() -> assertThat(alice.told(BOT)).hasSize(before + 1));
        return alice.told(BOT).get(before);
    }

    @Test
    void an_admin_makes_lists_and_removes_routes_and_a_push_is_said_there_once() throws Exception {
        start();

        assertThat(ask("!repohook route acme/site dev push nope"))
                .isEqualTo("unknown event nope, left out\nacme/site → dev: push" + NO_TOKEN);
        assertThat(ask("!repohook route acme/site dev nope")).isEqualTo("unknown event nope: nothing changed");
        assertThat(ask("!repohook route acme/site nowhere push")).isEqualTo("no room nowhere; there are: dev, ops");
        assertThat(ask("!repohook route acme/* ops push")).isEqualTo("that route stands in the configuration");
        assertThat(tell("!repohook token acme/site " + TOKEN)).isEqualTo("token set for acme/site");
        assertThat(ask("!repohook routes")).isEqualTo("acme/* → ops: release (fixed)\nacme/site → dev: push");

        HookRequest push = HookRequest.push().target("/repohook").secret(TOKEN);
        assertThat(site.send(push).status()).isEqualTo(204);
        Eventually.that(() -> assertThat(pushes()).hasSize(1));
        assertThat(pushes().get(0)).startsWith("[acme/site] ann pushed main to 6113728");
        assertThat(site.send(push.secret(TYPED)).status()).isEqualTo(403);

        assertThat(ask("!repohook remove acme/site"))
                .isEqualTo("removed: acme/site → dev\nits token stays, for acme/* → ops: release (fixed)");
        assertThat(ask("!repohook remove acme/site")).isEqualTo("no route for acme/site");
        assertThat(pushes()).hasSize(1);
    }

    private List<String> pushes() {
        return replies().stream().filter(line -> line.startsWith("[acme/site]")).toList();
    }

    @Test
    void an_admin_sets_defaults_reads_the_configuration_and_forgets_all_of_it() throws Exception {
        start();

        assertThat(ask("!repohook defaults issues push")).isEqualTo("defaults: issues push");
        assertThat(ask("!repohook route acme/site " + room)).isEqualTo("acme/site → dev: issues push" + NO_TOKEN);
        tell("!repohook token acme/site " + TOKEN);
        assertThat(ask("!repohook config")).isEqualTo("""
                {
                  "default_events": [
                    "issues",
                    "push"
                  ],
                  "repositories": {
                    "acme/site": {
                      "token": "(set)",
                      "routes": {
                        "dev": {
                          "events": [
                            "issues",
                            "push"
                          ]
                        }
                      },
                      "families": [
                        "github"
                      ]
                    }
                  }
                }""");
        assertThat(ask("!repohook reset"))
                .isEqualTo("\"reset yes\" forgets all routes, tokens and defaults made by command");
        assertThat(ask("!repohook reset yes")).isEqualTo("forgotten: all routes, tokens and defaults made by command");
        assertThat(ask("!repohook routes")).isEqualTo("acme/* → ops: release (fixed)");
        assertThat(ask("!repohook defaults")).startsWith("defaults: commit_comment issue_comment issues ");
    }

    @Test
    void travis_has_the_same_commands_with_routes_defaults_and_tokens_of_its_own() throws Exception {
        site.withoutRoutes();
        start();

        assertThat(ask("!travis routes")).isEqualTo("no routes");
        assertThat(ask("!travis route acme/site dev push")).isEqualTo("unknown event push: nothing changed");
        assertThat(ask("!repohook route acme/site dev passed")).isEqualTo("unknown event passed: nothing changed");
        assertThat(ask("!travis route acme/site dev"))
                .isEqualTo("acme/site → dev: passed fixed broken failed still_failing" + NO_TOKEN + " --family travis");
        assertThat(tell("!travis token acme/site " + TOKEN)).isEqualTo("token set for acme/site (travis)");
        assertThat(ask("!repohook routes")).isEqualTo("no routes");
        assertThat(ask("!travis defaults failed")).isEqualTo("defaults: failed");
        assertThat(ask("!travis config"))
                .contains("\"default_events\": [\n    \"failed\"\n  ]", "\"token\": \"(set)\"");
        assertThat(ask("!travis remove acme/site dev")).isEqualTo("removed: acme/site → dev, and its token");
        assertThat(ask("!travis reset")).startsWith("\"reset yes\" forgets");
    }

    @Test
    void the_same_nick_of_another_person_is_not_obeyed() throws Exception {
        start();
        ask("!repohook route acme/site dev push");
        alice.write("<presence to='" + room + "/former'/>");
        alice.await(text -> text.contains(room + "/former"));
        try (XmppClient bob = prosody.client("bob")) {
            bob.write("<presence to='" + room + "/alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            bob.await(text -> text.contains(room + "/alice"));
            bob.say(room, "!repohook remove acme/site");
            Eventually.that(() -> assertThat(replies()).contains("only admins of this account may"));
            bob.say(room, "!repohook reset yes");
            bob.tell(room + "/jenvoy", "!repohook reset yes");
            bob.tell(BOT, "!repohook reset yes");
        }

        assertThat(ask("!repohook routes")).isEqualTo("acme/* → ops: release (fixed)\nacme/site → dev: push");
    }

    @Test
    void what_was_said_before_the_server_joined_is_not_executed_also_after_a_restart() throws Exception {
        alice.say(room, "!repohook route acme/old dev push");
        alice.await(text -> !alice.said(room, "alice").isEmpty());
        start();
        ask("!repohook route acme/new dev push");
        ask("!repohook remove acme/new");
        site.stop();
        alice.say(room, "!repohook route acme/stopped dev push");
        alice.await(text -> alice.said(room, "alice").size() == 4);
        int joins = joins();
        site.start();
        alice.await(text -> joins() > joins);

        assertThat(ask("!repohook routes")).isEqualTo("acme/* → ops: release (fixed)");
    }

    private int joins() {
        return alice.text().split("<presence [^>]*from='" + room + "/jenvoy'", -1).length;
    }

    @Test
    void a_token_that_was_typed_into_the_room_is_refused_removed_and_kept_nowhere() throws Exception {
        Prosody.needModeration();
        alice.administer(room, "<item affiliation='admin' jid='" + BOT + "'/>");
        start();
        ask("!repohook route acme/site dev push");

        assertThat(ask("!repohook token acme/site " + TYPED))
                .isEqualTo("not here: use a private message or jenvoy chat token");
        alice.await(
                text -> text.contains("urn:xmpp:message-moderate:0") && text.contains("urn:xmpp:message-retract:0"));
        assertThat(ask("!repohook token acme/site " + TYPED + " nofamily more"))
                .isEqualTo("not here: use a private message or jenvoy chat token");

        assertThat(tell("!repohook token acme/site " + TOKEN)).isEqualTo("token set for acme/site");
        assertThat(ask("!repohook config")).contains("\"token\": \"(set)\"");
        assertThat(log.lines()).anyMatch(line -> line.contains("command=SetToken"));
        List<String> shown = new ArrayList<>(log.lines());
        shown.addAll(replies());
        for (String path : List.of(
                "/api/chat",
                "/api/chat/routes",
                "/api/chat/config",
                "/api/chat/messages",
                "/api/config",
                "/api/status")) {
            shown.add(site.admin(path).body());
        }
        assertThat(shown).noneMatch(text -> text.contains(TOKEN) || text.contains(TYPED));
        site.stop();
        assertThat(kept(TOKEN) || kept(TYPED)).isFalse();
    }

    /** Returns whether a file of the data folder has this text. */
    private boolean kept(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
                    return true;
                }
            }
        }
        return false;
    }
}
