package dev.jenvoy.chat.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordParserTest {

    private static ParsedWords parse(String text) {
        return EventWords.parse(text, EventNames.ALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            pusj;              unknown event pusj;                       push
            pul_request:main;  unknown event pul_request;                pull_request
            isues.opened;      unknown event isues.opened;               issues
            hook.faild;        unknown event hook.faild; ''
            repo:push;         unknown event repo;                       repo_push
            ../../etc;         unknown event ../../etc; ''
            hook.fail;         unknown event hook.fail;                  hook.failed
            hook.recoverd;     unknown event hook.recoverd;              hook.recovered
            Push Hook;         unknown event push hook;                  push_hook
            -bot;              unknown event bot;                        -bots
            -draft;            unknown event draft;                      -drafts
            -pusj;             unknown event pusj;                       push
            push:;             push: has no pattern after its colon; ''
            +label:;           +label: has no pattern after its colon; ''
            +author:;          +author: has no pattern after its colon; ''
            push.a-b;          not an action: a-b; ''
            push.;             'not an action: '; ''
            +push;             'after + only label:… and author:… are possible'; ''
            +bots;             expected -bots; ''
            drafts;            expected -drafts; ''
            -*;                -* leaves no event; ''
            """)
    void a_wrong_word_is_named_with_what_may_be_meant(String word, String text, String nearest) {
        ParsedWords parsed = EventWords.parse(List.of(word), EventNames.ALL);

        assertThat(parsed.troubles()).hasSize(1);
        assertThat(parsed.troubles().get(0).text()).isEqualTo(text);
        if (!nearest.isEmpty()) {
            assertThat(parsed.troubles().get(0).nearest()).isEqualTo(Optional.of(nearest));
            assertThat(parsed.troubles().get(0).advice()).endsWith("(did you mean " + nearest + "?)");
        }
        assertThat(parsed.words().texts()).isEmpty();
        assertThat(parsed.words().hasEvent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            pull_request.mergd;        no known action mergd of pull_request; merged
            merge_request_hook.aproved; no known action aproved of merge_request_hook; approved
            -issues.closd:main;        no known action closd of issues;       closed
            release.publish;           no known action publish of release;    published
            """)
    void an_action_that_no_sender_documents_is_taken_and_doubted(String word, String text, String nearest) {
        ParsedWords parsed = parse(word);

        assertThat(parsed.words().texts()).containsExactly(word);
        assertThat(parsed.troubles()).isEmpty();
        assertThat(parsed.doubts()).extracting(WordTrouble::text).containsExactly(text);
        assertThat(parsed.doubts().get(0).nearest().orElse("")).isEqualTo(nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull_request.merged",
                "pull_request.synchronize",
                "pull_request.*",
                "pull_request_review.submitted",
                "merge_request_hook.approved",
                "merge_request_hook.open",
                "issues.edited",
                "issue_hook.update",
                "release.prereleased",
                "star.deleted",
                "workflow_run.completed",
                "repository.anything"
            })
    void a_documented_action_or_one_of_an_event_without_a_list_is_not_doubted(String word) {
        assertThat(parse(word).doubts()).isEmpty();
    }

    @Test
    void right_words_are_kept_beside_wrong_ones() {
        ParsedWords parsed = parse("push nope issues");

        assertThat(parsed.words().texts()).containsExactly("push", "issues");
        assertThat(parsed.troubles()).extracting(WordTrouble::text).containsExactly("unknown event nope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push",
                "Push",
                "-push",
                "push:main",
                "push:feature/**",
                "issues.opened",
                "issues.*",
                "*",
                "*:main",
                "-*:wip/*",
                "hook.failed:main",
                "delivery.set_aside",
                "label",
                "-label",
                "+label:bug",
                "-label:\"help wanted\"",
                "+author:al?ce",
                "-author:*[bot]",
                "-bots",
                "-drafts"
            })
    void every_form_of_a_word_is_read_and_written(String word) {
        ParsedWords parsed = parse(word);

        assertThat(parsed.troubles()).isEmpty();
        assertThat(parsed.words().texts()).containsExactly(word.replace("\"", ""));
        assertThat(parse(parsed.words().toString()).words()).isEqualTo(parsed.words());
    }

    @Test
    void quotes_keep_blanks_together_in_a_line_and_in_a_list() {
        assertThat(parse("push +label:\"help wanted\" \"-label:not now\"")
                        .words()
                        .texts())
                .containsExactly("push", "+label:help wanted", "-label:not now");
        assertThat(EventWords.parse(List.of("+label:\"help wanted\"", "+label:x y"), EventNames.ALL)
                        .words()
                        .texts())
                .containsExactly("+label:help wanted", "+label:x y");
    }

    @Test
    void a_word_counts_once() {
        assertThat(parse("push push  push").words().texts()).containsExactly("push");
    }

    @Test
    void there_is_an_end_to_words() {
        String many = IntStream.range(0, 200).mapToObj(i -> "+label:" + i).collect(Collectors.joining(" "));

        assertThat(parse(many).words().texts()).hasSize(100);
        assertThat(parse(many).troubles()).extracting(WordTrouble::text).containsExactly("more than 100 words");
        assertThat(parse("push:" + "x".repeat(256)).troubles()).hasSize(1);
    }

    @Test
    void a_hostile_word_is_shown_harmless_and_short() {
        WordTrouble trouble =
                parse("\u202Epu\u0007sh" + "x".repeat(10_000)).troubles().get(0);

        assertThat(trouble.word()).startsWith("pushx").hasSize(60);
        assertThat(trouble.text()).hasSizeLessThan(80);
    }

    @Test
    void only_known_events_are_taken() {
        assertThat(EventWords.parse("push", EventNames.of(Family.TRAVIS)).troubles())
                .hasSize(1);
        assertThat(EventWords.parse("failed", EventNames.of(Family.TRAVIS)).troubles())
                .isEmpty();
    }
}
