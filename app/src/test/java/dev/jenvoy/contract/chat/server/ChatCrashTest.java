package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.ChatStandIn.Request;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.ServerLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed loses no message and says no message twice, where the service can know. */
class ChatCrashTest {

    private static final Duration START = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final MatrixStandIn matrix = new MatrixStandIn();

    @AfterEach
    void close() {
        matrix.close();
    }

    private List<String> bodies() {
        return matrix.written(MatrixStandIn.ROOM).stream()
                .map(event -> event.text("body"))
                .toList();
    }

    @Test
    void a_kill_while_the_service_holds_the_answer_shows_one_message_and_runs_the_hooks_once() throws Exception {
        try (ChatSite site =
                ChatSite.in(folder).matrix("dev", matrix).route("dev", "issues").counting("issues")) {
            site.startApart();
            matrix.holdNextAnswer();
            assertThat(site.issue(1, "first").status()).isEqualTo(200);
            Eventually.that(() -> assertThat(bodies()).hasSize(1));
            assertThat(site.issue(2, "second").status()).isEqualTo(200);
            site.kill();

            site.startApart();
            Eventually.within(
                    START,
                    () -> assertThat(site.messages())
                            .extracting(ShownMessage::state)
                            .containsExactly("done", "done"));
            assertThat(bodies()).hasSize(2);
            assertThat(bodies().get(0)).contains("first");
            assertThat(bodies().get(1)).contains("second");
            List<String> keys = matrix.requests().stream()
                    .filter(request -> request.method().equals("PUT"))
                    .map(Request::path)
                    .toList();
            assertThat(keys).hasSize(3);
            assertThat(keys.get(1)).isEqualTo(keys.get(0));
            assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
            assertThat(site.runs("issues")).isEqualTo(2);
        }
    }

    @Test
    void a_kill_between_a_hook_s_failure_and_its_message_loses_nothing() throws Exception {
        try (ChatSite site = ChatSite.in(folder).matrix("dev", matrix).route("dev", "issues", "hook.failed")) {
            site.hook("push", "echo broken; exit 3").startApart();
            matrix.holdNextAnswer();
            site.issue(1, "first");
            Eventually.that(() -> assertThat(bodies()).hasSize(1));
            assertThat(site.send(HookRequest.push()).status()).isBetween(200, 500);
            Eventually.that(
                    () -> assertThat(site.messages("dev/hooks").get(0).state()).isEqualTo("waiting"));
            site.kill();

            site.startApart();
            Eventually.within(START, () -> assertThat(bodies()).hasSize(2));
            assertThat(bodies().get(1)).contains("hook push failed with code 3 on main", "broken");
        }
    }

    @Test
    void a_kill_between_two_messages_about_one_delivery_says_each_once() throws Exception {
        try (WebhookStandIn program = new WebhookStandIn();
                ChatSite site = ChatSite.in(folder).webhook("ops", program).route("ops", "hook.failed")) {
            site.hook("push", "exit 3")
                    .hook("push-site", "exit 4")
                    .hook("all", "exit 5")
                    .startApart();
            program.acceptNext();
            program.holdNextAnswer();
            site.send(HookRequest.push());
            Eventually.that(() -> assertThat(program.messages()).hasSize(2));
            site.kill();

            site.startApart();
            Eventually.within(
                    START,
                    () -> assertThat(site.messages())
                            .extracting(ShownMessage::state)
                            .containsExactly("done"));
            assertThat(ids(program))
                    .hasSize(4)
                    .startsWith(
                            ids(program).get(0),
                            ids(program).get(1),
                            ids(program).get(1));
            assertThat(Set.copyOf(ids(program))).hasSize(3);
        }
    }

    @Test
    void a_message_that_may_have_arrived_is_dropped_if_so_configured_and_those_after_it_are_said() throws Exception {
        try (MattermostStandIn service = new MattermostStandIn();
                ChatSite site = ChatSite.in(folder)
                        .mattermost("town", service)
                        .route("town", "hook.failed")
                        .set("on_doubt", "drop")) {
            site.hook("push", "exit 3")
                    .hook("push-site", "exit 4")
                    .hook("all", "exit 5")
                    .startApart();
            service.acceptNext();
            service.holdNextAnswer();
            site.send(HookRequest.push());
            Eventually.that(() -> assertThat(service.posts()).hasSize(2));
            site.kill();

            site.startApart();
            Eventually.within(START, () -> assertThat(service.posts()).hasSize(3));
            assertThat(service.posts())
                    .extracting(post -> post.text().replaceAll(".* code (\\d).*", "$1"))
                    .doesNotHaveDuplicates();
            Eventually.that(() -> assertThat(site.messages().get(0).why()).contains("may have arrived"));
        }
    }

    /** Returns the ids of the messages, which a receiver knows doubles by, in the order in which they came. */
    private static List<String> ids(WebhookStandIn program) {
        return program.requests().stream()
                .map(request -> request.header("webhook-id"))
                .toList();
    }

    @Test
    void a_kill_while_a_service_without_keys_holds_the_answer_drops_the_message_if_so_configured() throws Exception {
        try (MattermostStandIn service = new MattermostStandIn();
                ChatSite site = ChatSite.in(folder)
                        .mattermost("town", service)
                        .route("town", "issues")
                        .set("on_doubt", "drop")) {
            site.startApart();
            service.holdNextAnswer();
            site.issue(1, "first");
            Eventually.that(() -> assertThat(service.posts()).hasSize(1));
            site.issue(2, "second");
            site.kill();

            site.startApart();
            Eventually.within(START, () -> assertThat(service.posts()).hasSize(2));
            assertThat(service.posts().get(1).text()).contains("second");
            assertThat(site.messages().get(0).state()).isEqualTo("failed failed");
            assertThat(site.messages().get(0).why()).contains("may have arrived");
        }
    }

    @Test
    void a_server_that_lost_the_section_while_it_was_down_starts_and_its_waiting_messages_vanish() throws Exception {
        try (ChatSite site = ChatSite.in(folder).matrix("dev", matrix).route("dev", "issues")) {
            matrix.goDown();
            site.startApart();
            site.issue(1, "first");
            Eventually.that(() -> assertThat(site.messages().get(0).attempts()).isPositive());
            site.kill();
            ServerLog log = site.configured(false).startApart();
            Eventually.within(
                    START,
                    () -> assertThat(site.messages().get(0).state())
                            .as("%s%n%s", site.messages().get(0), String.join("\n", log.lines()))
                            .startsWith("vanished"));
            assertThat(site.send(HookRequest.event("issues", Payloads.of("\"action\":\"opened\"")))
                            .status())
                    .isEqualTo(200);
            matrix.comeUp();
            assertThat(bodies()).isEmpty();
        }
    }
}
