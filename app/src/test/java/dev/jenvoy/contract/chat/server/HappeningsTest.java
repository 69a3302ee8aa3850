package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens here to a delivery is said in rooms: a hook failed, works again or was slow, a delivery was set aside. */
class HappeningsTest {

    @TempDir
    Path folder;

    private final WebhookStandIn program = new WebhookStandIn();
    private ChatSite site;

    @BeforeEach
    void configure() {
        site = ChatSite.in(folder).webhook("ops", program);
    }

    @AfterEach
    void close() {
        site.close();
        program.close();
    }

    private void push(String branch) throws Exception {
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
    }

    private List<String> texts() {
        return program.messages().stream()
                .map(message -> message.get("text").getAsString())
                .toList();
    }

    private void said(int count) {
        Eventually.that(() -> assertThat(texts()).hasSize(count));
    }

    @Test
    void a_hook_that_fails_and_works_again_is_said_with_its_code_last_line_and_page() throws Exception {
        site.route("ops", "hook.failed", "hook.recovered").set("dashboard_url", "https://hooks.example.org/");
        site.hook("push", "echo compiling; echo 'no such file' >&2; exit $(cat '" + folder + "/code')");
        Path code = Files.writeString(folder.resolve("code"), "7");
        site.start();
        push("main");
        said(1);
        assertThat(texts().get(0)).contains("[acme/site] hook push failed with code 7 on main: no such file");
        assertThat(program.messages().get(0).get("markdown").getAsString())
                .contains("https://hooks.example.org/#/deliveries/");
        push("main");
        said(2);
        Files.writeString(code, "0");
        push("other");
        push("main");
        said(3);
        assertThat(texts().get(2)).contains("hook push works again on main (after 2 failures)");
        push("main");
        Eventually.that(() -> assertThat(site.messages())
                .extracting(ShownMessage::state)
                .containsExactly("done", "done", "nothing", "done", "nothing"));
        assertThat(texts()).hasSize(3);
        assertThat(site.messages().get(4).said()).isEqualTo("nothing happened that a route asks for");
    }

    @Test
    void what_was_never_said_is_no_message_unless_it_is_asked_for() throws Exception {
        site.route("ops", "hook.failed").hook("push", "exit 0").start();
        push("main");
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsExactly("nothing"));
        assertThat(site.admin("/api/chat/messages").json().getAsJsonArray("messages"))
                .isEmpty();
        assertThat(site.admin("/api/chat/messages?state=sent").json().getAsJsonArray("messages"))
                .isEmpty();
        assertThat(site.admin("/api/chat/messages?state=nothing").body())
                .contains("\"state\":\"nothing\"", "nothing happened that a route asks for");
    }

    @Test
    void a_route_takes_a_glob_of_branches_for_what_happens_here() throws Exception {
        site.route("ops", "hook.failed:main").hook("push", "exit 1").start();
        push("feature/x");
        push("main");
        said(1);
        assertThat(texts().get(0)).contains("on main");
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsExactly("done"));
        assertThat(texts()).hasSize(1);
    }

    @Test
    void a_slow_hook_is_said_and_a_fast_one_is_not() throws Exception {
        site.route("ops", "hook.slow").set("slow_hook", "1s");
        site.hook("push", "sleep 1.2").hook("issues", "exit 0").start();
        push("main");
        said(1);
        assertThat(texts().get(0)).contains("hook push took 1 s on main");
        site.issue(1, "fast");
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsExactly("done", "nothing"));
        assertThat(texts()).hasSize(1);
    }

    @Test
    void a_hook_that_runs_out_of_time_failed_and_its_output_is_one_harmless_line() throws Exception {
        site.route("ops", "hook.failed");
        site.hook("push", "printf 'a\\033[31mred\\033[0m\\r\\n\\n'; exec sleep 60");
        site.server().with("hook_timeout", "1s");
        site.start();
        push("main");
        said(1);
        assertThat(texts().get(0)).contains("hook push failed (timed out after 1 s) on main: ared");
    }

    @Test
    void a_delivery_that_is_set_aside_is_said() throws Exception {
        site.route("ops", "delivery.set_aside");
        site.hook("push", "exec sleep 60")
                .server()
                .with("shutdown_timeout", "0s")
                .with("response_timeout", "100ms");
        site.start();
        push("main");
        for (int stop = 0; stop < 4 && texts().isEmpty(); stop++) {
            Eventually.that(() -> assertThat(site.server()
                            .admin("/api/deliveries?limit=1")
                            .json()
                            .getAsJsonArray("deliveries")
                            .get(0)
                            .getAsJsonObject()
                            .get("state")
                            .getAsString())
                    .isIn("running", "set_aside"));
            site.stop();
            site.start();
        }
        said(1);
        assertThat(texts().get(0)).containsPattern("delivery [0-9a-f-]{36} was set aside after 3 interrupted runs");
    }

    @Test
    void what_happens_here_is_said_once_in_each_room_that_asks_for_it_and_not_without_a_hook() throws Exception {
        try (WebhookStandIn other = new WebhookStandIn()) {
            site.route("ops", "hook.failed", "push").webhook("board", other).route("board", "hook.failed");
            site.hook("issues", "exit 1").start();
            push("main");
            site.issue(1, "breaks");
            Eventually.that(() -> assertThat(other.messages()).hasSize(1));
            said(2);
            assertThat(texts().get(0)).contains("pushed");
            assertThat(texts().get(1)).contains("hook issues failed with code 1");
        }
    }
}
