package dev.jenvoy.process.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests how the answer is recognised in the output. */
class AnswerStreamTest {

    /** Reads in pieces of this size, as a pipe may give them. */
    private static final class Pieces extends ByteArrayInputStream {

        private final int size;

        Pieces(byte[] all, int size) {
            super(all);
            this.size = size;
        }

        @Override
        public synchronized int available() {
            return Math.min(size, super.available());
        }
    }

    private static Optional<AnswerStream.Answer> read(byte[] line) {
        return new String(line, UTF_8).equals("ANSWER\n")
                ? Optional.of(new AnswerStream.Answer(0, "added", ""))
                : Optional.empty();
    }

    private static String output(AnswerStream stream) throws IOException {
        StringBuilder output = new StringBuilder();
        for (int there = stream.available(); there > 0; there = stream.available()) {
            byte[] bytes = new byte[Math.min(there, 7)];
            int got = stream.read(bytes, 0, bytes.length);
            output.append(new String(bytes, 0, got, UTF_8));
        }
        return output.toString();
    }

    @Property(tries = 200)
    void lines_before_the_answer_are_output_whatever_their_pieces(
            @ForAll @Size(max = 5) List<@net.jqwik.api.constraints.AlphaChars String> lines,
            @ForAll @IntRange(min = 1, max = 20) int piece)
            throws IOException {
        String before = String.join("\n", lines) + "\n";
        AnswerStream stream =
                new AnswerStream(new Pieces((before + "ANSWER\nafter").getBytes(UTF_8), piece), AnswerStreamTest::read);
        assertThat(output(stream)).isEqualTo(before + "added");
        assertThat(stream.answer()).isPresent();
    }

    @Test
    void a_line_without_an_end_is_held_back_until_the_end() throws IOException {
        AnswerStream stream =
                new AnswerStream(new ByteArrayInputStream("a\nANSWER".getBytes(UTF_8)), AnswerStreamTest::read);
        assertThat(output(stream)).isEqualTo("a\n");
        stream.finish();
        assertThat(output(stream)).isEqualTo("ANSWER");
        assertThat(stream.answer()).isEmpty();
    }

    @Test
    void a_line_that_is_too_long_is_output_as_it_comes() throws IOException {
        byte[] line = new byte[AnswerStream.MAX_LINE_BYTES + 10];
        java.util.Arrays.fill(line, (byte) 'x');
        AnswerStream stream = new AnswerStream(new ByteArrayInputStream(line), AnswerStreamTest::read);
        long passed = 0;
        for (int there = stream.available(); there > 0; there = stream.available()) {
            passed += stream.skip(there);
        }
        assertThat(passed).isEqualTo(line.length);
    }
}
