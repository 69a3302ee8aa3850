package dev.jenvoy.ticket.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {

    private final Quoted quoted = new Quoted(List.of("token", "token-of-ada", " ", ""));

    @ParameterizedTest
    @CsvSource({
        "'In Review', 'In Review'",
        "' In\tReview\n', 'In\\tReview'",
        "'a\u0000b\u009fc', 'a\\u{0}b\\u{9f}c'",
        "'a\u2028b\u202ec\u200bd\ufeffe', 'a\\u{2028}b\\u{202e}c\\u{200b}d\\u{feff}e'",
        "'Pr\u00fcfung \ud83d\ude80', 'Pr\u00fcfung \ud83d\ude80'",
        "'\ud83d', '\\u{d83d}'",
        "'my token-of-ada, token', 'my ***, ***'"
    })
    void a_text_is_harmless(String text, String shown) {
        assertThat(quoted.line(text)).isEqualTo(shown);
    }

    @Property
    void every_text_is_one_short_line_without_the_secrets(@ForAll String text) {
        String shown = quoted.line(text + "token" + text);

        assertThat(shown).hasSizeLessThanOrEqualTo(300).doesNotContain("token");
        assertThat(shown.chars().noneMatch(Character::isISOControl)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"300, 300", "301, 300", "100000, 300"})
    void a_long_text_is_cut_between_characters(int length, int expected) {
        assertThat(Quoted.name("x".repeat(length))).hasSize(expected);
        assertThat(Quoted.name("x" + "\ud83d\ude80".repeat(length)))
                .hasSizeBetween(298, 300)
                .endsWith("…");
    }

    @Test
    void the_name_of_an_account_is_harmless() {
        assertThat(new SurveyResult.Surveyed(" Ada\n\u001b[31m", true, List.of()).account())
                .isEqualTo("Ada\\n\\u{1b}[31m");
    }
}
