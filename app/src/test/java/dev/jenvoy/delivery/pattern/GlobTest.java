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

    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "release/*, release/1, true",
        "release/*, release/1/x, false",
        "release/*, release/, true",
        "src/**, src/a/b.c, true",
        "src/**, src, false",
        "src/**, srcs/a, false",
        "**, a/b, true",
        "**/x, x, true",
        "**/x, a/b/x, true",
        "**/x, ax, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "a/**/b, a/xb, false",
        "a**b, a/x/b, true",
        "*.md, README.md, true",
        "*.md, docs/README.md, false",
        "**/*.md, docs/README.md, true",
        "**/*.md, README.md, true",
        "a?c, a/c, false",
        "***, a/b, true",
        "a/*/c, a/b/c, true",
        "a/*/c, a/b/b/c, false"
    })
    void an_asterisk_of_a_path_stays_in_its_part_and_two_cross(String pattern, String text, boolean matches) {
        assertThat(Glob.ofPaths(pattern).orElseThrow().matches(text)).isEqualTo(matches);
    }

    @Test
    @Timeout(value = 5, unit = SECONDS)
    void no_pattern_takes_long() {
        Glob costly = Glob.of("*a".repeat(127)).orElseThrow();

        assertThat(costly.matches("a".repeat(20_000) + "b")).isFalse();
        assertThat(Glob.ofPaths("**a".repeat(80)).orElseThrow().matches("a".repeat(20_000) + "b"))
                .isFalse();
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
