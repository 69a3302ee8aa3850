package dev.jenvoy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamePatternTest {

    private static NamePattern parse(String text) {
        return NamePattern.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "push, push, true",
        "push, push-site, false",
        "push*, push-site, true",
        "push*, @acme/push, false",
        "*push, @acme/push, true",
        "push-?, push-\uD83D\uDE80, true",
        "push-?, push-ab, false",
        "push[, push[, true",
        "push[*, push[ab, true",
        "push-{a, push-{a, true",
        "push.site, pushxsite, false"
    })
    void what_it_accepts_it_matches(String pattern, String name, boolean matches) {
        assertThat(parse(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/push", "push/", "../push", "a/../push", ".."})
    void what_no_hook_is_called_is_no_pattern(String text) {
        assertThat(NamePattern.parse(text)).isEmpty();
    }

    @Test
    void only_a_name_without_wildcards_is_exact() {
        assertThat(parse("push[").isExact()).isTrue();
        assertThat(parse("push?").isExact()).isFalse();
        assertThat(parse("*").isExact()).isFalse();
    }
}
