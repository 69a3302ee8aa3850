package dev.jenvoy.delivery.output;

import static dev.jenvoy.delivery.output.OutputSink.Stream.STDERR;
import static dev.jenvoy.delivery.output.OutputSink.Stream.STDOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tests that no character is cut, wherever the pieces are. */
final class LogTextTest {

    private static final byte[] BYTES = "aä€😀b".getBytes(StandardCharsets.UTF_8);

    private static LogPiece piece(OutputSink.Stream stream, byte... bytes) {
        return new LogPiece.Printed(0, 0, stream, bytes);
    }

    @Test
    void characters_that_are_cut_anywhere_come_whole_on_both_streams() {
        LogText pieces = new LogText(0);
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        for (byte one : BYTES) {
            out.append(pieces.next(piece(STDOUT, one)));
            err.append(pieces.next(piece(STDERR, one)));
        }

        assertThat(out).hasToString("aä€😀b");
        assertThat(err).hasToString("aä€😀b");
    }

    @Test
    void what_is_no_utf_8_becomes_replacement_characters() {
        assertThat(new LogText(0).next(piece(STDOUT, (byte) 'a', (byte) 0xff, (byte) 'b', (byte) 0xc3, (byte) '(')))
                .isEqualTo("a\ufffdb\ufffd(");
    }

    @Test
    void a_character_that_an_omission_cuts_is_left_out() {
        for (int before = 0; before <= BYTES.length; before++) {
            for (int after = before; after < BYTES.length; after++) {
                LogText text = new LogText(0);
                String all = text.next(piece(STDOUT, Arrays.copyOf(BYTES, before)))
                        + text.next(new LogPiece.Omitted(before, after - before))
                        + text.next(piece(STDOUT, Arrays.copyOfRange(BYTES, after, BYTES.length)))
                        + text.end(STDOUT);

                assertThat(all).doesNotContain("\ufffd").endsWith("b");
            }
        }
    }

    @Test
    void reading_from_within_a_character_begins_with_the_next() {
        assertThat(new LogText(2).next(piece(STDOUT, Arrays.copyOfRange(BYTES, 2, BYTES.length))))
                .isEqualTo("€😀b");
    }

    @Test
    void a_character_without_its_end_is_replaced_at_the_end() {
        LogText text = new LogText(0);

        assertThat(text.next(piece(STDERR, Arrays.copyOf(BYTES, 2))) + text.end(STDERR))
                .isEqualTo("a\ufffd");
    }
}
