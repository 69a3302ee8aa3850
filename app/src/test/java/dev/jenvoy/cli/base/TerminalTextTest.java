package dev.jenvoy.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTextTest {

    @ParameterizedTest
    @CsvSource({
        "'\u001b[31mred\u001b[0m', 'red'",
        "'\u001b]0;title\u0007after', 'after'",
        "'\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'",
        "'\u001b[2J\u001b[Hcleared', 'cleared'",
        "'\u009b31mred', 'red'",
        "'\u001bcreset', 'reset'",
        "'be\u0007ep', 'be\\u0007ep'",
        "'a\u202eb', 'a\\u202eb'",
        "'größe €', 'größe €'",
    })
    void sequences_are_left_out_and_controls_are_shown(String text, String safe) {
        assertThat(TerminalText.lines(text)).isEqualTo(safe);
    }

    @Property
    void no_text_leaves_anything_that_a_terminal_obeys(@ForAll String text) {
        assertThat(TerminalText.lines(text).chars().filter(c -> c != '\n' && c != '\t'))
                .noneMatch(Character::isISOControl);
        assertThat(TerminalText.line(text).chars()).noneMatch(Character::isISOControl);
    }
}
