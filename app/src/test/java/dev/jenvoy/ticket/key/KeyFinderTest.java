package dev.jenvoy.ticket.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.ticket.key.LookAlike.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys count in which texts, and why the others do not. */
class KeyFinderTest {

    private static final KeyFinder FINDER =
            new KeyFinder(List.of("SOC", "devhop", "OPS", "DEV_OPS", "DEV$OPS2", "WEB-UI", "Ü2"));

    @Test
    void the_keys_of_a_release_are_those_of_configured_projects() {
        FoundKeys found = find(KeyRule.MARKUP, "SOC-1, SOC-2, DEVHOP-3, UTF-8, CVE-2024-1234");

        assertThat(keys(found)).containsExactly("SOC-1", "SOC-2", "DEVHOP-3");
        assertThat(found.lookAlikes())
                .containsExactly(
                        new LookAlike("UTF-8", Reason.UNKNOWN_PROJECT, "text", 1, 25),
                        new LookAlike("CVE-2024-1234", Reason.UNKNOWN_PROJECT, "text", 1, 32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOC-1",
                "(SOC-1)",
                "[SOC-1]",
                "SOC-1:",
                "SOC-1.",
                "SOC-1...",
                "SOC-1,SOC-1",
                "#SOC-1",
                "x/SOC-1/y",
                "-SOC-1-",
                "SOC-1-2",
                "https://jira.example.org/browse/SOC-1?x",
                "…SOC-1…",
                "→SOC-1",
            })
    void a_key_may_stand_between_all_but_letters_digits_and_joiners(String text) {
        assertThat(keys(find(KeyRule.LINE, text))).containsExactly("SOC-1");
    }

    @ParameterizedTest
    @CsvSource({
        "SOC-012, NOT_A_NUMBER",
        "SOC-0, NOT_A_NUMBER",
        "SOC-12345678901, NOT_A_NUMBER",
        "SOC-1.5, NOT_A_NUMBER",
        "SOC-12abc, PART_OF_A_WORD",
        "SOC-12_3, PART_OF_A_WORD",
        "SOC-12é, PART_OF_A_WORD",
        "soc-1, LOWER_CASE",
        "Soc-1, LOWER_CASE",
        "XSOC-1, UNKNOWN_PROJECT",
        "X_SOC-1, UNKNOWN_PROJECT",
        "X$OPS-1, UNKNOWN_PROJECT",
        "éSOC-1, UNKNOWN_PROJECT",
        "ISO-8601, UNKNOWN_PROJECT",
    })
    void what_looks_like_a_key_is_none_for_a_reason(String text, Reason reason) {
        FoundKeys found = find(KeyRule.LINE, "a " + text + " b");

        assertThat(found.keys()).isEmpty();
        assertThat(found.lookAlikes()).containsExactly(new LookAlike(text, reason, "text", 1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u2060", "\u200d", "\u00ad", "\ufeff", "\u202e", "\u0001", "\udb40\udc31"})
    void a_key_beside_an_invisible_character_is_none_because_people_read_another(String invisible) {
        for (String text : List.of("SOC-2" + invisible + "9", "X" + invisible + "SOC-2", "SOC-2" + invisible)) {
            FoundKeys found = find(KeyRule.LINE, text);

            assertThat(found.keys()).as(text).isEmpty();
            assertThat(found.lookAlikes())
                    .containsExactly(new LookAlike(
                            "SOC-2",
                            Reason.INVISIBLE,
                            "text",
                            1,
                            1 + text.indexOf("S") - (text.startsWith("X") ? invisible.length() - 1 : 0)));
        }
    }

    @Test
    void a_word_of_closing_is_one_as_people_read_it() {
        assertThat(keys(find(KeyRule.CLOSING, "hot\u200bfix SOC-1"))).isEmpty();
        assertThat(keys(find(KeyRule.CLOSING, "\ufefffixes SOC-1"))).containsExactly("SOC-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature/\u0131t-5", "feature/wor\u212a-6", "feature/\u017foc-7", "feature/\u212b-8"})
    void another_letter_is_no_other_case_of_a_letter(String branch) {
        KeyFinder finder = new KeyFinder(List.of("IT", "WORK", "SOC", "\u00c5"));

        assertThat(finder.find(List.of(new KeySource("branch", branch, KeyRule.BRANCH)))
                        .keys())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-02", "1-1", "SOC-", "SOC -1", "SOC- 1", "SOC\u20111", "-1", "SOC–1", ""})
    void what_does_not_even_look_like_a_key_is_not_mentioned(String text) {
        FoundKeys found = find(KeyRule.LINE, text);

        assertThat(found.keys()).isEmpty();
        assertThat(found.lookAlikes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DEV_OPS-1, DEV_OPS-1", "DEV$OPS2-1, DEV$OPS2-1", "WEB-UI-7, WEB-UI-7", "Ü2-3, Ü2-3", "OPS-1, OPS-1"})
    void names_may_have_joiners_dashes_and_digits_and_the_longest_counts(String text, String key) {
        assertThat(keys(find(KeyRule.LINE, text))).containsExactly(key);
    }

    @Test
    void of_keys_that_overlap_the_one_with_the_longer_name_counts() {
        KeyFinder finder = new KeyFinder(List.of("A", "A-1", "UI", "WEB-UI"));

        FoundKeys found = finder.find(List.of(new KeySource("text", "A-1-2 WEB-UI-3 A-4 X-UI-5", KeyRule.LINE)));

        assertThat(keys(found)).containsExactly("A-1-2", "WEB-UI-3", "A-4", "UI-5");
        assertThat(found.lookAlikes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "feature/soc-6-login, SOC-6",
        "Soc-6, SOC-6",
        "revert-12-soc-6-login, SOC-6",
        "fix/DevHop-7, DEVHOP-7",
        "ü2-3, Ü2-3",
    })
    void in_the_name_of_a_branch_any_case_counts(String text, String key) {
        assertThat(keys(find(KeyRule.BRANCH, text))).containsExactly(key);
    }

    @Test
    void each_key_counts_once_where_it_first_stands() {
        FoundKeys found = FINDER.find(List.of(
                new KeySource("title", "é SOC-2 and\nOPS-1 SOC-2", KeyRule.LINE),
                new KeySource("branch", "soc-2-ops-3", KeyRule.BRANCH)));

        assertThat(found.keys())
                .containsExactly(
                        new FoundKey(new TicketKey("SOC", "2"), "title", 1, 3),
                        new FoundKey(new TicketKey("OPS", "1"), "title", 2, 1),
                        new FoundKey(new TicketKey("OPS", "3"), "branch", 1, 7));
    }

    @Test
    void columns_count_characters() {
        assertThat(find(KeyRule.LINE, "😀😀 SOC-1").keys().get(0).column()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^`SOC-1`^ | CODE",
                "^``SOC-1``^ | CODE",
                "^`` ` SOC-1 ``^ | CODE",
                "^a `b\\nSOC-1 c` d^ | CODE",
                "^```\\nSOC-1\\n```^ | CODE",
                "^```sh\\nSOC-1\\n````^ | CODE",
                "^~~~\\nSOC-1\\n```\\n~~~^ | CODE",
                "^```\\nSOC-1^ | CODE",
                "^1. x\\n   ```\\n   SOC-1\\n   ```^ | CODE",
                "^- ```\\n  SOC-1\\n  ```^ | CODE",
                "^<!-- SOC-1 -->^ | COMMENT",
                "^<!-- Fixes\\n\\nSOC-1 -->^ | COMMENT",
                "^<!-- SOC-1^ | COMMENT",
                "^> SOC-1^ | QUOTE",
                "^  >SOC-1^ | QUOTE",
                "^x\\n> > SOC-1\\ny^ | QUOTE",
                "^- > SOC-1^ | QUOTE",
                "^C:\\\\\\\\`SOC-1`^ | CODE",
                "^```\\nx\\n          ```\\nSOC-1\\n```^ | CODE",
                "^- ```\\n  x\\n```\\nSOC-1\\n```^ | CODE",
                "^x\\n\\n    SOC-1^ | CODE",
                "^x\\n\\n\\tSOC-1^ | CODE",
                "^# x\\n    SOC-1^ | CODE",
                "^- x\\n\\n      SOC-1^ | CODE",
                "^-     SOC-1^ | CODE",
                "^`\\n- ` closes SOC-1 `^ | CODE",
                "^a <code>SOC-1</code> b^ | CODE",
                "^<pre>\\n\\nSOC-1\\n</pre>^ | CODE",
                "^<PRE class='x'><code>a</code> SOC-1</PRE >^ | CODE",
                "^<? SOC-1 ?>^ | COMMENT",
                "^<!X SOC-1>^ | COMMENT",
                "^<![CDATA[SOC-1]]>^ | COMMENT",
                "^<img alt=\"closes SOC-1\">^ | TAG",
                "^a <img alt='x>\\ncloses SOC-1' src=y/> b^ | TAG",
                "^<details open title = SOC-1 >^ | TAG",
                "^\\n[//]: # (closes SOC-1)^ | DEFINITION",
                "^\\n[a]:\\n  <b>\\n  'closes\\n  SOC-1'^ | DEFINITION",
                "^\\n[a]: b\\n[c]: SOC-1^ | DEFINITION",
            })
    void code_comments_and_quoted_lines_do_not_count(String text, Reason reason) {
        for (KeyRule rule : List.of(KeyRule.MARKUP, KeyRule.CLOSING)) {
            FoundKeys found =
                    find(rule, "Closes OPS-9\n" + text.replace("\\n", "\n").replace("\\t", "\t") + "\n\nCloses OPS-7");

            boolean toTheEnd = text.equals("<!-- SOC-1") || text.equals("```\\nSOC-1");
            assertThat(keys(found)).isEqualTo(toTheEnd ? List.of("OPS-9") : List.of("OPS-9", "OPS-7"));
            assertThat(found.lookAlikes()).extracting(LookAlike::reason).contains(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`a` SOC-1 `b`",
                "` SOC-1",
                "`` ` SOC-1",
                "a `b\n\nSOC-1 c` d",
                "\\`SOC-1\\`",
                "``` SOC-1 ```` x",
                "<!-- a --> SOC-1 <!-- b -->",
                "SOC-1 <!--",
                "a > SOC-1",
                "~~SOC-1~~",
                "``\nSOC-1\n",
                "> quoted\nSOC-1",
                "C:\\\\ SOC-1",
                "\\<!-- SOC-1",
                "\\<code>SOC-1</code>",
                "x\n    SOC-1",
                "- x\n\n    SOC-1",
                "1. x\n\n   SOC-1",
                "- x\n      SOC-1",
                "```\nx\n   ```\nSOC-1",
                "a < b SOC-1 > c",
                "<b>SOC-1</b>",
                "<div>\n    SOC-1\n</div>",
                "<div>\n```\n</div>\n\nSOC-1\n\n```\nx\n```",
                "<code>x</code> SOC-1",
                "<https://jira.example.org/browse/SOC-1>",
                "[a]: b SOC-1",
                "x\n[a]: SOC-1",
                "[a]: b\n- \n[a]: SOC-1",
                "[a](b) SOC-1",
            })
    void what_only_resembles_code_comments_and_quotes_counts(String text) {
        assertThat(keys(find(KeyRule.MARKUP, text))).containsExactly("SOC-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"`SOC-1`", "> SOC-1", "<!-- SOC-1 -->"})
    void in_a_line_alone_marks_mean_nothing(String text) {
        assertThat(keys(find(KeyRule.LINE, text))).containsExactly("SOC-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Closes SOC-1",
                "closes: SOC-1",
                "close SOC-1",
                "closed SOC-1",
                "closing SOC-1",
                "FIXES SOC-1",
                "fix SOC-1",
                "fixed SOC-1",
                "fixing SOC-1",
                "Resolves #SOC-1",
                "resolve SOC-1",
                "resolved SOC-1",
                "resolving SOC-1",
                "implements SOC-1",
                "implemented SOC-1",
                "Completes SOC-1",
                "completed SOC-1",
                "This fixes SOC-1.",
                "**Closes** SOC-1",
                "_Closes_ SOC-1",
                "- closes SOC-1",
                "Closes issue SOC-1",
                "Closes the ticket SOC-1",
                "Closes [SOC-1](https://jira.example.org/browse/SOC-1)",
                "Closes https://jira.example.org/browse/SOC-1",
                "Closes <!-- the key: --> SOC-1",
                "Closes - SOC-1",
                "Closes <b>SOC-1</b>",
                "Closes <img src=\"x\" alt=\"y\"> SOC-1",
                "closes ABC-9, SOC-1",
                "Closes #12, !7 & SOC-1",
                "(fixes SOC-1)",
            })
    void a_key_counts_behind_a_word_of_closing(String text) {
        assertThat(keys(find(KeyRule.CLOSING, text))).containsExactly("SOC-1");
    }

    @Test
    void a_list_of_keys_counts_behind_one_word() {
        assertThat(keys(find(KeyRule.CLOSING, "closes SOC-1, SOC-2 and SOC-3; OPS-4, OPS-5\nfixes DEVHOP-6 & OPS-7")))
                .containsExactly("SOC-1", "SOC-2", "SOC-3", "DEVHOP-6", "OPS-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOC-1",
                "see SOC-1",
                "part of SOC-1",
                "Closes the door, see SOC-1",
                "Closes OPS-2. SOC-1",
                "Closes OPS-2! See SOC-1",
                "Closes\nSOC-1",
                "Closes <!--\n--> SOC-1",
                "Closes `x` SOC-1",
                "hotfix SOC-1",
                "hot-fix SOC-1",
                "fix/SOC-1",
                "fix-SOC-1",
                "closure SOC-1",
                "prefix_fix SOC-1",
            })
    void a_key_behind_no_word_of_closing_does_not_count(String text) {
        FoundKeys found = find(KeyRule.CLOSING, text);

        assertThat(keys(found)).doesNotContain("SOC-1");
        assertThat(found.lookAlikes()).extracting(LookAlike::reason).contains(Reason.NO_CLOSING_WORD);
    }

    @Test
    void a_long_text_of_a_look_alike_is_cut() {
        LookAlike found =
                find(KeyRule.LINE, "SOC-1" + "x".repeat(1_000)).lookAlikes().get(0);

        assertThat(found.text()).hasSize(63).endsWith("...");
    }

    @Test
    void more_keys_than_a_limit_are_not_kept_but_known() {
        String text = String.join(
                " ", IntStream.rangeClosed(1, 10_001).mapToObj(i -> "SOC-" + i).toList());

        assertThat(find(KeyRule.LINE, text).keys()).hasSize(KeyFinder.MAX_KEYS);
        assertThat(find(KeyRule.LINE, text).more()).isTrue();
        assertThat(find(KeyRule.LINE, text.substring(0, text.lastIndexOf(' '))).more())
                .isFalse();
    }

    @Test
    void look_alikes_are_limited_and_each_is_told_once() {
        String text = String.join(
                " ", IntStream.rangeClosed(1, 2_000).mapToObj(i -> "X-" + i).toList());

        assertThat(find(KeyRule.LINE, text).lookAlikes()).hasSize(KeyFinder.MAX_LOOK_ALIKES);
        assertThat(find(KeyRule.LINE, "X-1 X-1 X-1").lookAlikes()).hasSize(1);
    }

    @Test
    void without_projects_nothing_is_a_key() {
        FoundKeys found = new KeyFinder(List.of()).find(List.of(new KeySource("text", "SOC-1", KeyRule.LINE)));

        assertThat(found.keys()).isEmpty();
        assertThat(found.lookAlikes()).hasSize(1);
    }

    @Test
    void a_text_of_twenty_five_megabytes_is_searched_in_time() {
        String text = "A-1".repeat(25_000_000 / 3) + "\n\ncloses SOC-2";

        for (KeyRule rule : KeyRule.values()) {
            FoundKeys found = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> find(rule, text));
            assertThat(keys(found)).containsExactly("SOC-2");
        }
    }

    /** With a quadratic step these take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOC-1 ",
                "SOC-1-",
                "closes SOC-1 `",
                "SOC-1 ` `` ``` ",
                "SOC-1\n```\n",
                "```x\nSOC-1 ",
                "SOC-1 <!--",
                "<!-- SOC-1 -->",
                "> SOC-1\n",
                "1. - SOC-1 ",
                "https://SOC-1",
                "0",
                "-",
                "$",
                "\u0301",
                "- ",
                "\n\n`SOC-1",
                "<a b='c' SOC-1 ",
                "<a b=\"c\" d='",
                "<a ",
                "a <?",
                "a <!x",
                "<pre>\n",
                "<code>x</code",
                "<code>",
                "</",
                "<div>\n",
                "[a]: b (\n",
                "[a]: b\n",
                "[a]: b\n'",
                "[",
                "- x\n",
                "-\n",
                "    x\n",
                "\t",
                "1. x\n\n",
                "\\",
                "* - ",
                "_ ",
                "# `\n",
                "\u200b",
            })
    void a_text_that_is_made_to_take_long_does_not(String piece) {
        String text = piece.repeat(2_000_000 / piece.length()) + "\n\ncloses SOC-2";

        for (KeyRule rule : KeyRule.values()) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> find(rule, text), piece);
        }
    }

    private static FoundKeys find(KeyRule rule, String text) {
        return FINDER.find(List.of(new KeySource("text", text, rule)));
    }

    private static List<String> keys(FoundKeys found) {
        return found.keys().stream().map(key -> key.key().toString()).toList();
    }
}
