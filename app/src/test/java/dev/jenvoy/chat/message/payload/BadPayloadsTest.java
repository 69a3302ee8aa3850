package dev.jenvoy.chat.message.payload;

import static dev.jenvoy.chat.kit.ChatPayload.gitHub;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.tree.PayloadTree;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that are hostile, large, deep, incomplete, or not as documented. */
class BadPayloadsTest {

    private static final Facts ISSUES = Facts.of(new Event("issues"));

    @Test
    void a_hostile_title_is_one_harmless_line() {
        String title = "<!here> @everyone\r\nQUIT :bye\n[x](https://evil.example) *b* \u202Eoops\u200B \u0007end";
        Message message = gitHub("issues").with("issue.title", title).message();

        assertThat(message.title()).isEqualTo("<!here> @everyone QUIT :bye [x](https://evil.example) *b* oops end");
    }

    @Test
    void half_a_character_is_replaced() {
        Reading reading = read(Family.GITHUB, ISSUES, "{\"issue\": {\"title\": \"a\\ud800b\"}}");

        assertThat(reading).extracting(Object::toString).asString().contains("title=a\uFFFDb,");
    }

    @Test
    void a_megabyte_of_title_is_cut() {
        Message message =
                gitHub("issues").with("issue.title", "x".repeat(1 << 20)).message();

        assertThat(message.title()).hasSize(1 << 16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example",
                "https://a.example/ b",
                "https://a.example/\"><",
                " https://a.example"
            })
    void an_address_that_is_none_leads_nowhere(String address) {
        Message message = gitHub("issues")
                .with("issue.html_url", address)
                .with("sender.html_url", address)
                .with("repository.html_url", address)
                .message();

        assertThat(message.url()).isEmpty();
        assertThat(message.actorUrl()).isEmpty();
        assertThat(message.repoUrl()).isEmpty();
    }

    @Test
    void two_thousand_commits_with_long_messages_and_lists_of_files_are_read() {
        List<Map<String, Object>> commits = new ArrayList<>();
        for (int i = 0; i < 2_048; i++) {
            commits.add(Map.of(
                    "id",
                    "c" + i,
                    "message",
                    "Change " + i + "\n\n" + "x".repeat(2_000),
                    "author",
                    Map.of("name", "Ann", "username", "ann"),
                    "added",
                    List.of("a".repeat(200), "b".repeat(200)),
                    "distinct",
                    i % 2 == 0));
        }

        Message push = gitHub("push").with("commits", commits).message();

        assertThat(push.count()).isEqualTo(2_048);
        assertThat(push.distinct()).isEqualTo(1_024);
        assertThat(push.commits().get(2_047).subject()).isEqualTo("Change 2047");
        assertThat(push.actor()).as("what comes after the commits").isEqualTo("alice");
    }

    @Test
    void a_hundred_labels_are_read() {
        List<Map<String, String>> labels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            labels.add(Map.of("name", "label " + i));
        }

        assertThat(gitHub("issues").with("issue.labels", labels).message().labels())
                .hasSize(100);
    }

    @Test
    void what_is_nested_as_deep_as_deliveries_may_be_is_skipped() {
        String deep = "[".repeat(510) + "]".repeat(510);
        Reading reading =
                read(Family.GITHUB, ISSUES, "{\"x\": " + deep + ", \"issue\": {\"title\": \"after\", \"number\": 1}}");

        assertThat(reading.message().map(Message::title)).contains("after");
    }

    @Test
    void what_is_nested_too_deep_for_any_delivery_is_no_message() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertThat(read(Family.GITHUB, ISSUES, "{\"x\": " + deep + "}"))
                .isEqualTo(new Reading.Failed("payload: expected one JSON object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "null", "{", "{\"a\": 1}}", "{\"a\": 1} {}", "{a: 1}", "\"x\""})
    void what_is_not_one_object_is_no_message(String text) {
        assertThat(read(Family.GITHUB, ISSUES, text))
                .isEqualTo(new Reading.Failed("payload: expected one JSON object"));
    }

    @Test
    void the_tree_of_a_payload_of_many_values_is_bounded() throws IOException {
        StringBuilder text = new StringBuilder("{\"first\": 1");
        for (int i = 0; i < 300_000; i++) {
            text.append(",\"k").append(i).append("\": 1");
        }

        assertThat(PayloadTree.read(new StringReader(text.append('}').toString()), MessageReader.LIMITS)
                        .orElseThrow()
                        .object()
                        .size())
                .isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "gitea", "gitlab", "bitbucket", "travis"})
    void a_payload_without_anything_is_an_empty_message(String family) {
        Family of = Family.ofSender(family);
        for (String event : events(of)) {
            Reading reading = read(of, Facts.of(new Event(event)), "{}");

            assertThat(reading.message().map(Message::event)).as(event).contains(event);
        }
    }

    @Test
    void each_field_may_be_missing_or_null() {
        for (String event : ChatPayload.files("github")) {
            ChatPayload whole = gitHub(event);
            Facts facts = whole.facts().get(0);
            for (String path : Paths.of(whole.json())) {
                assertThat(whole.with(path, null).reading(facts))
                        .as("%s without %s", event, path)
                        .isInstanceOf(Reading.Done.class);
                assertThat(whole.with(path, JsonNull.INSTANCE).reading(facts))
                        .as("%s with %s null", event, path)
                        .isInstanceOf(Reading.Done.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            pull_request;  pull_request;             pull_request
            pull_request;  pull_request.title;       pull_request.title
            pull_request;  pull_request.draft;       pull_request.draft
            pull_request;  pull_request.base;        pull_request.base
            issues;        issue.labels;             issue.labels
            push;          commits;                  commits
            push;          sender;                   sender
            workflow_run;  workflow_run.conclusion;  workflow_run.conclusion
            """)
    void a_value_of_a_wrong_type_is_named_by_its_place(String event, String path, String place) {
        Object wrong = path.endsWith("title") || path.endsWith("conclusion") ? List.of() : "wrong";
        Facts facts = gitHub(event).facts().get(0);

        assertThat(gitHub(event).with(path, wrong).reading(facts))
                .isEqualTo(new Reading.Failed("payload: wrong type at " + place));
    }

    @Test
    void an_element_of_a_wrong_type_is_named_by_its_place() {
        Facts facts = gitHub("issues").facts().get(0);

        assertThat(gitHub("issues")
                        .with("issue.labels", List.of(Map.of("name", "a"), 1))
                        .reading(facts))
                .isEqualTo(new Reading.Failed("payload: wrong type at issue.labels[1]"));
    }

    @Test
    void a_number_where_a_text_is_expected_is_taken_as_text() {
        assertThat(gitHub("issues").with("issue.title", 42).message().title()).isEqualTo("42");
    }

    static List<String> events(Family family) {
        return List.copyOf(EventNames.of(family));
    }

    private static Reading read(Family family, Facts facts, String text) {
        try {
            return MessageReader.read(family, facts, Payload.of(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lists the paths of all members of objects. */
    private static final class Paths {
        static List<String> of(JsonObject object) {
            List<String> paths = new ArrayList<>();
            object.entrySet().forEach(entry -> {
                paths.add(entry.getKey());
                if (entry.getValue() instanceof JsonObject child) {
                    of(child).forEach(path -> paths.add(entry.getKey() + "." + path));
                }
            });
            return paths;
        }
    }
}
