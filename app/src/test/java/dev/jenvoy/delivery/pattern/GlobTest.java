package dev.jenvoy.delivery.pattern;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, maine, false",
        "*, '', true",
        "*, a/b, true",
        "?, '', false",
        "?, \uD83D\uDE00, true",
        "feature/*, feature/x/y, true",
        "feature/*, feature, false",
        "*-fix, a-fix-b-fix, true",
        "a*b*c, aXbYc, true",
        "a*b*c, aXcYb, false",
        "a.b, axb, false",
        "v?.?, v1.2, true",
        "**, x, true"
    })
    void an_asterisk_is_any_run_and_a_question_mark_one_character(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).orElseThrow().matches(text)).isEqualTo(matches);
    }

    @Test
    @Timeout(value = 5, unit = SECONDS)
    void no_pattern_takes_long() {
        Glob costly = Glob.of("*a".repeat(127)).orElseThrow();

        assertThat(costly.matches("a".repeat(20_000) + "b")).isFalse();
    }

    @Test
    void a_pattern_is_short_and_has_no_control_characters() {
        assertThat(Glob.of("")).isEmpty();
        assertThat(Glob.of("a\nb")).isEmpty();
        assertThat(Glob.of("x".repeat(255))).isPresent();
        assertThat(Glob.of("x".repeat(256))).isEmpty();
    }

    @Test
    void case_can_be_left_out() {
        assertThat(Glob.of("Stra\u00DFe").orElseThrow().matchesIgnoringCase("STRASSE"))
                .isTrue();
        assertThat(Glob.of("BUG*").orElseThrow().matchesIgnoringCase("bugs")).isTrue();
    }
}
