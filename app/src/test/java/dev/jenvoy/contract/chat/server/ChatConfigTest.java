package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chat} follows the configuration of a running server, and shows no secret. */
class ChatConfigTest {

    @TempDir
    Path folder;

    private final WebhookStandIn program = new WebhookStandIn();
    private final MatrixStandIn matrix = new MatrixStandIn();
    private ChatSite site;

    @BeforeEach
    void configure() {
        site = ChatSite.in(folder);
    }

    @AfterEach
    void close() {
        site.close();
        program.close();
        matrix.close();
    }

    private List<String> bodies() {
        return matrix.written(MatrixStandIn.ROOM).stream()
                .map(event -> event.text("body"))
                .toList();
    }

    @Test
    void a_live_change_adds_chat_changes_a_room_and_removes_chat() throws Exception {
        site.configured(false).start();
        site.issue(1, "before");
        site.matrix("dev", matrix).route("dev", "issues");
        site.issue(2, "added");
        Eventually.that(() -> assertThat(bodies()).hasSize(1));
        site.webhook("dev", program);
        site.issue(3, "changed");
        Eventually.that(() -> assertThat(program.messages()).hasSize(1));
        site.configured(false);
        site.issue(4, "removed");
        site.configured(true);
        site.issue(5, "back");
        Eventually.that(() -> assertThat(program.messages()).hasSize(2));
        assertThat(bodies().get(0)).contains("added");
        assertThat(program.messages().get(0).get("text").getAsString()).contains("changed");
        assertThat(program.messages().get(1).get("text").getAsString()).contains("back");
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void two_rooms_with_one_address_say_it_twice() throws Exception {
        site.account("home", Map.of("kind", "matrix", "homeserver", matrix.address(), "token", MatrixStandIn.TOKEN))
                .room("dev", Map.of("account", "home", "address", MatrixStandIn.ROOM))
                .room("ops", Map.of("account", "home", "address", MatrixStandIn.ROOM))
                .route("dev", "issues")
                .route("ops", "issues")
                .start();
        site.issue(1, "twice");

        Eventually.that(() -> assertThat(bodies()).hasSize(2).allMatch(body -> body.contains("twice")));
    }

    @Test
    void a_room_that_is_added_to_an_account_is_obeyed_from_then_on() throws Exception {
        String added = "!added:example.org";
        site.account(
                "home",
                Map.of(
                        "kind",
                        "matrix",
                        "homeserver",
                        matrix.address(),
                        "token",
                        MatrixStandIn.TOKEN,
                        "admins",
                        List.of("@alice:example.org")));
        site.room("dev", Map.of("account", "home", "address", MatrixStandIn.ROOM))
                .start();
        Eventually.that(() -> assertThat(matrix.requests())
                .anyMatch(request -> request.query().containsKey("since")));
        matrix.invite(added, "@alice:example.org", "@bob:example.org");
        matrix.write(added, "@alice:example.org", "!repohook route acme/old dev push");
        site.room("ops", Map.of("account", "home", "address", added));
        Eventually.that(() -> assertThat(matrix.events())
                .anyMatch(event -> event.room().equals(added) && event.sender().equals(MatrixStandIn.BOT)));
        matrix.write(added, "@alice:example.org", "!repohook route acme/site ops push");

        Eventually.that(() -> assertThat(matrix.written(added))
                .extracting(event -> event.text("body"))
                .containsExactly("acme/site → ops: push\nno token for acme/site yet: jenvoy chat token acme/site"));
        assertThat(site.admin("/api/chat/routes").body()).doesNotContain("acme/old");
    }

    @Test
    void messages_that_wait_when_chat_is_removed_vanish_at_their_turn() throws Exception {
        site.matrix("dev", matrix).route("dev", "issues").start();
        matrix.goDown();
        site.issue(1, "waits");
        site.issue(2, "waits, too");
        Eventually.that(() -> assertThat(site.messages().get(0).attempts()).isPositive());
        site.configured(false);
        site.issue(3, "later");
        matrix.comeUp();
        Eventually.that(() -> assertThat(site.messages()).hasSize(2).allSatisfy(message -> {
            assertThat(message.state()).startsWith("vanished");
            assertThat(message.why()).contains("no longer has");
        }));
        assertThat(bodies()).isEmpty();
    }

    @Test
    void a_message_whose_room_or_route_has_gone_vanishes_and_the_others_are_sent() throws Exception {
        site.matrix("dev", matrix)
                .route("dev", "issues")
                .webhook("ops", program)
                .route("ops", "issues");
        site.start();
        matrix.goDown();
        site.issue(1, "first");
        Eventually.that(() -> assertThat(site.messages("dev").get(0).attempts()).isPositive());
        site.withoutRoutes().route("dev", "push");
        site.issue(2, "nowhere");
        matrix.comeUp();
        Eventually.that(() -> assertThat(site.messages("dev").get(0).state()).startsWith("vanished"));
        assertThat(site.messages("dev").get(0).why()).contains("no route leads to this room any more");
        assertThat(program.messages()).hasSize(1);
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(bodies()).hasSize(1));
    }

    @Test
    void a_change_with_an_error_changes_nothing_and_is_named_where_problems_are() throws Exception {
        site.webhook("ops", program).route("ops", "issues").start();
        site.route("ops", "pusch").set("max_age", "5m");
        site.issue(1, "said all the same");
        Eventually.that(() -> assertThat(program.messages()).hasSize(1));
        assertThat(site.admin("/api/status").body()).contains("unknown event pusch");
        assertThat(site.admin("/api/config").json().getAsJsonObject("values").toString())
                .contains("\"issues\"")
                .doesNotContain("pusch", "5m");
    }

    @Test
    void a_broken_template_is_an_error_at_the_start_and_while_the_server_runs_a_warning() throws Exception {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        Path broken = Files.writeString(templates.resolve("issues.mustache"), "{{{title}}}");
        site.webhook("ops", program).route("ops", "issues").set("templates", "templates");
        assertThatThrownBy(() -> site.start()).hasMessageContaining("issues.mustache");

        Files.delete(broken);
        site.start();
        Files.writeString(broken, "{{{title}}}");
        site.set("max_age", "5m");
        site.issue(1, "in the built-in sentence");
        Eventually.that(() -> assertThat(program.messages()).hasSize(1));
        assertThat(program.messages().get(0).get("text").getAsString())
                .contains("ann opened issue #1: in the built-in sentence");
        Eventually.that(() -> assertThat(site.admin("/api/status").body()).contains("issues.mustache"));
        assertThat(site.admin("/api/config").body()).contains("5m");
    }

    @Test
    void no_secret_of_a_service_is_in_the_log_the_api_or_an_error() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(
                MatrixStandIn.TOKEN, WebhookStandIn.SECRET, "path-that-is-secret", "hookid1234567890abcdefghij"));
        try (MattermostStandIn town = new MattermostStandIn();
                CapturedLog log = CapturedLog.open()) {
            site.matrix("dev", matrix).route("dev", "issues");
            site.mattermost("town", town).route("town", "issues");
            site.webhook("ops", program).route("ops", "issues");
            site.server().with("debug_level", "DEBUG");
            site.start();
            matrix.answerNext(
                    Answer.json(401, "errcode", "M_UNKNOWN_TOKEN", "error", "unknown token " + MatrixStandIn.TOKEN));
            town.answerNext(500, "no hook " + town.hook() + " here");
            program.goDown();
            site.issue(1, "fails everywhere");
            Eventually.that(() -> assertThat(site.messages())
                    .hasSize(3)
                    .allSatisfy(message -> assertThat(message.why()).isNotEmpty()));
            StringBuilder shown = new StringBuilder();
            long entry = site.messages().get(0).entry();
            for (String path : List.of(
                    "/api/config", "/api/status", "/api/deliveries", "/api/deliveries/" + entry, "/api/refusals")) {
                shown.append(site.admin(path).body());
            }
            shown.append(site.server().get("/readyz").body()).append(String.join("\n", log.lines()));
            assertThat(log.lines()).anyMatch(line -> line.contains("room shut"));
            assertThat(shown.toString()).contains("(set)").doesNotContain(secrets);
        }
    }

    @Test
    void a_service_that_lost_the_first_message_of_a_conversation_begins_a_new_one() throws Exception {
        try (MattermostStandIn town = new MattermostStandIn()) {
            site.account("work", Map.of("kind", "mattermost", "url", town.address(), "token", MattermostStandIn.TOKEN))
                    .room("town", Map.of("account", "work", "address", MattermostStandIn.CHANNEL, "threads", true))
                    .route("town", "issues")
                    .start();
            site.issue(7, "root");
            site.issue(7, "answer");
            Eventually.that(() -> assertThat(town.posts()).hasSize(2));
            town.answerNext(
                    Answer.json(400, "id", "api.post.create_post.root_id.app_error", "message", "Invalid RootId"));
            site.issue(7, "new root");
            site.issue(7, "new answer");
            Eventually.that(() -> assertThat(town.posts()).hasSize(4));
            assertThat(town.posts())
                    .extracting(MattermostStandIn.Post::root)
                    .containsExactly(
                            "",
                            town.posts().get(0).id(),
                            "",
                            town.posts().get(2).id());
        }
    }
}
