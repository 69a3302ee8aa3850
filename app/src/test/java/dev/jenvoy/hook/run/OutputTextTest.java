package dev.jenvoy.hook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.process.output.CapturedOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Tests the text of a truncated output. */
final class OutputTextTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(String head, long omitted, String end) {
        return OutputText.of(new CapturedOutput(bytes(head), omitted, bytes(end)));
    }

    @Test
    void a_line_between_the_beginning_and_the_end_says_what_is_missing() {
        assertThat(shown("one\ntwo", 1000, "nine\n")).isEqualTo("one\ntwo\n[1000 bytes omitted]\nnine\n");
        assertThat(shown("one\n", 1, "nine")).isEqualTo("one\n[1 byte omitted]\nnine");
        assertThat(shown("", 3, "e")).isEqualTo("[3 bytes omitted]\ne");
    }

    @Test
    void what_is_whole_is_shown_as_it_is() {
        assertThat(OutputText.of(new CapturedOutput(bytes("\u00e4\n")))).isEqualTo("\u00e4\n");
    }

    @Test
    void where_nothing_may_be_kept_nothing_is_shown() {
        assertThat(shown("", 4, "")).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_replaced_not_left_out() {
        byte[] odd = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};

        assertThat(OutputText.of(new CapturedOutput(new byte[0], 1, odd)))
                .isEqualTo("[1 byte omitted]\n" + "\ufffd".repeat(5));
    }

    @Property(tries = 500)
    void no_character_is_cut_through(
            @ForAll @StringLength(min = 1, max = 40) String text, @ForAll @IntRange(max = 40) int most) {
        String sound = new String(bytes(text), StandardCharsets.UTF_8);
        byte[] all = bytes(sound);
        int head = Math.min(most, all.length) / 2;
        int end = Math.min(most, all.length) - head;
        if (head + end >= all.length || sound.contains("\ufffd")) {
            return;
        }
        String shown = OutputText.of(new CapturedOutput(
                Arrays.copyOf(all, head),
                all.length - head - end,
                Arrays.copyOfRange(all, all.length - end, all.length)));

        assertThat(shown).doesNotContain("\ufffd");
    }
}
