package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The answers to deliveries speak of hooks alone, whatever is said in rooms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatAnswersTest {

    @TempDir
    static Path folder;

    private final WebhookStandIn program = new WebhookStandIn();
    private ChatSite site;

    @BeforeAll
    void start() throws Exception {
        site = ChatSite.in(folder)
                .webhook("ops", program)
                .route("ops", "push", "issues", "ping")
                .route("ops", "*")
                .counting("issues")
                .start();
    }

    @AfterAll
    void close() {
        site.close();
        program.close();
    }

    private HttpAnswer says(HookRequest request, String... words) throws Exception {
        HttpAnswer answer = site.send(request);
        Eventually.that(
                () -> assertThat(texts()).anySatisfy(text -> assertThat(text).contains(words)));
        return answer;
    }

    private List<String> texts() {
        return program.messages().stream()
                .map(message -> message.get("text").getAsString())
                .toList();
    }

    @Test
    void a_delivery_for_which_no_hook_runs_is_answered_nop_and_said() throws Exception {
        HttpAnswer answer = says(HookRequest.push(), "[acme/site]", "main");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").getAsString()).isEqualTo("nop");
    }

    @Test
    void a_deletion_is_answered_skipped_and_said() throws Exception {
        HttpAnswer answer = says(HookRequest.event("push", Payloads.of("""
                        "ref":"refs/heads/old","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","deleted":true,
                        "after":"0000000000000000000000000000000000000000\"""")), "ann deleted branch old (was 6113728)");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").getAsString()).isEqualTo("skipped");
    }

    @Test
    void a_ping_is_answered_pong_and_says_nothing() throws Exception {
        HttpAnswer answer = site.send(HookRequest.event("ping", Payloads.of("\"zen\":\"Design for failure.\"")));
        assertThat(answer.json().get("msg").getAsString()).isEqualTo("pong");
        says(HookRequest.event("push", Payloads.push("refs/heads/behind")), "behind");
        assertThat(texts()).noneSatisfy(text -> assertThat(text).contains("ping"));
    }

    @Test
    void however_many_routes_match_a_room_hears_of_a_delivery_once() throws Exception {
        says(HookRequest.event("push", Payloads.push("refs/heads/once")), "once");
        says(HookRequest.event("push", Payloads.push("refs/heads/after")), "after");
        assertThat(texts().stream().filter(text -> text.contains("once"))).hasSize(1);
    }

    @Test
    void a_field_of_the_wrong_type_that_only_chat_reads_fails_the_message_and_the_hooks_run() throws Exception {
        int runs = site.runs("issues");
        HttpAnswer answer = site.send(HookRequest.event("issues", Payloads.of("""
                "action":"opened","issue":{"number":1,"title":["a","list"]}""")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.stdout("issues")).isEmpty();
        assertThat(site.runs("issues")).isEqualTo(runs + 1);
        Eventually.that(() -> {
            ShownMessage last = site.messages().get(site.messages().size() - 1);
            assertThat(last.state()).isEqualTo("failed failed");
            assertThat(last.why()).isEqualTo("payload: wrong type at issue.title");
        });
    }

    @Test
    void a_payload_that_lacks_everything_is_said_and_is_no_fault() throws Exception {
        for (String event : List.of(
                "push", "issues", "pull_request_review", "release", "deployment_status", "gollum", "new_event")) {
            HttpAnswer answer = site.send(HookRequest.event(event, Payloads.of("")));
            assertThat(answer.status()).isEqualTo(200);
        }
        says(HookRequest.event("push", Payloads.push("refs/heads/last")), "last");
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).doesNotContain("waiting", "running"));
        assertThat(site.messages())
                .extracting(ShownMessage::why)
                .allSatisfy(why -> assertThat(why).matches("|payload: wrong type at issue.title"));
    }

    @Test
    void what_strangers_write_makes_no_link_no_line_and_no_mention() throws Exception {
        HookRequest hostile = ChatSite.issueOf(
                "site", 9, "<!here> @everyone [x](https://evil.example)\\r\\nQUIT \\u202e *b* " + "y".repeat(3_000));
        says(
                hostile.body(HookRequest.text(hostile.body())
                        .replace("https://github.com/acme/site/issues/9", "javascript:alert(1)")),
                "issue #9");
        String text = texts().stream()
                .filter(one -> one.contains("issue #9"))
                .findFirst()
                .orElseThrow();
        assertThat(text).doesNotContain("javascript:", "\r", "\n", "\u202e").hasSizeLessThan(400);
        assertThat(text).contains("…");
    }
}
