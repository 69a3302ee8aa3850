package dev.jenvoy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts are called, whatever a sign-up allows today; and no more than one folder below another. */
final class OwnerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "-ann-",
                "-",
                "--",
                "ann--smith",
                "ann_acme",
                "_ann_",
                ".ann",
                "ann.",
                "...",
                "0",
                "acme.dev",
                "acme/web",
                "acme/.web/-x-",
                "~ANN",
                "~ann.smith_example.com",
                "~-ann-",
                "~_"
            })
    void an_owner(String name) {
        assertThat(Owner.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "//",
                "a/",
                "/a",
                "a//b",
                "a/..",
                "../a",
                "a/../b",
                "./a",
                "a/.",
                "~",
                "~/a",
                "~..",
                "~.",
                "a~",
                "a/~b",
                "~~a",
                "a b",
                "a\\b",
                "a\nb",
                "a\u0000b",
                "a+b",
                "a=b",
                "@a",
                "a:b",
                "\u00fc",
                "%2e%2e",
                "a*",
                "$(id)"
            })
    void no_owner(String name) {
        assertThat(Owner.isName(name)).isFalse();
    }

    @org.junit.jupiter.api.Test
    void no_longer_than_a_file_name_in_all() {
        assertThat(Owner.isName("a".repeat(255))).isTrue();
        assertThat(Owner.isName("a".repeat(256))).isFalse();
        assertThat(Owner.isName("a/".repeat(127) + "ab")).isFalse();
    }
}
