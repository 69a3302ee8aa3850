package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.process.output.CapturedOutput;
import dev.jenvoy.process.output.OutputListener;
import dev.jenvoy.process.output.OutputStreamName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which part of the outputs is kept. */
final class CommandOutputTest extends CommandsContract {
    private static Limits keeping(long maxOutput) {
        return new Limits(AMPLE.timeout(), AMPLE.killGrace(), maxOutput);
    }

    @Test
    void the_two_outputs_are_kept_apart() throws Exception {
        CommandResult result = run("echo out; echo err >&2; echo more; exit 3");

        assertThat(result.exit()).isEqualTo(new Exit.Exited(3));
        assertThat(text(result.stdout())).isEqualTo("out\nmore\n");
        assertThat(text(result.stderr())).isEqualTo("err\n");
    }

    @Test
    void no_error_comes_before_what_was_printed_ahead_of_it() throws Exception {
        for (int i = 0; i < 50; i++) {
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            OutputListener listener = (stream, chunk) -> seen.writeBytes(chunk);

            commands.run(
                    script("for i in 1 2 3 4 5; do seq 3000; echo mark >&2; done"),
                    AMPLE,
                    listener,
                    new Cancellation());

            String[] parts = seen.toString(StandardCharsets.US_ASCII).split("mark\n", -1);
            int lines = 0;
            for (int part = 0; part < 5; part++) {
                lines += (int) parts[part].lines().count();
                assertThat(lines).isGreaterThanOrEqualTo(3000 * (part + 1));
            }
        }
    }

    @Test
    void output_that_just_fits_is_not_truncated() throws Exception {
        CommandResult result = run("printf 1234567890", keeping(10));

        assertThat(text(result.stdout())).isEqualTo("1234567890");
        assertThat(result.stdout().truncated()).isFalse();
    }

    @Test
    void one_byte_more_is_cut_out_of_the_middle() throws Exception {
        CommandResult result = run("printf 12345678901; printf abcdefghijk >&2", keeping(10));

        assertThat(result.stdout()).isEqualTo(new CapturedOutput(ascii("12345"), 1, ascii("78901")));
        assertThat(result.stdout().truncated()).isTrue();
        assertThat(result.stderr()).isEqualTo(new CapturedOutput(ascii("abcde"), 1, ascii("ghijk")));
        assertThat(result.stderr().truncated()).isTrue();
    }

    @Test
    void the_end_of_a_long_output_is_kept_with_its_beginning() throws Exception {
        CommandResult result =
                run("echo begun; head -c 300000 /dev/zero >&2; echo why >&2; echo x | tr x '\\n'", keeping(20));

        assertThat(text(result.stdout())).isEqualTo("begun\n\n\n");
        assertThat(result.stderr().bytes()).containsOnly(0).hasSize(10);
        assertThat(result.stderr().omitted()).isEqualTo(300_004 - 20);
        assertThat(new String(result.stderr().end(), StandardCharsets.US_ASCII)).isEqualTo("\0\0\0\0\0\0why\n");
    }

    /** The result does not depend on the pieces in which it arrives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 11, 64, 1000})
    void the_end_is_the_end_in_pieces_of_any_size(int most) throws Exception {
        String all = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf '%s;' $i$i$i$i; sleep 0.01; done";
        String whole = text(run(all).stdout());

        CapturedOutput kept = run(all, keeping(most)).stdout();

        if (most >= whole.length()) {
            assertThat(kept).isEqualTo(new CapturedOutput(ascii(whole)));
        } else {
            int end = most - most / 2;
            assertThat(text(kept)).isEqualTo(whole.substring(0, most / 2));
            assertThat(kept.end()).isEqualTo(ascii(whole.substring(whole.length() - end)));
            assertThat(kept.omitted()).isEqualTo(whole.length() - most);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void nothing_is_kept_where_nothing_may_be() throws Exception {
        CommandResult result = run("echo out", keeping(0));

        assertThat(result.stdout()).isEqualTo(new CapturedOutput(new byte[0], 4, new byte[0]));
        assertThat(result.stderr()).isEqualTo(CapturedOutput.EMPTY);
    }

    @Test
    void a_megabyte_of_errors_first_blocks_nothing() throws Exception {
        CommandResult result = run("head -c 1048576 /dev/zero >&2; echo done", keeping(2 << 20));

        assertThat(text(result.stdout())).isEqualTo("done\n");
        assertThat(result.stderr()).isEqualTo(new CapturedOutput(new byte[1 << 20]));
    }

    @Test
    void a_flood_is_read_and_dropped() throws Exception {
        CommandResult result = run("head -c 200M /dev/zero; echo done >&2");

        assertThat(result.exit()).isEqualTo(new Exit.Exited(0));
        assertThat(result.stdout())
                .isEqualTo(new CapturedOutput(new byte[32 * 1024], (200 << 20) - (64 << 10), new byte[32 * 1024]));
        assertThat(text(result.stderr())).isEqualTo("done\n");
    }

    @Test
    void a_flood_without_end_ends_at_the_timeout() throws Exception {
        CommandResult result = run("yes & yes >&2", limits(Duration.ofMillis(300), Duration.ofMillis(300)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void the_last_words_of_a_short_command_are_never_lost() throws Exception {
        Command command = command("/bin/echo", "last words");
        for (int i = 0; i < 100; i++) {
            assertThat(text(run(command, AMPLE).stdout())).isEqualTo("last words\n");
        }
    }

    @Test
    void bytes_that_are_no_text_are_kept_as_they_are() throws Exception {
        CommandResult result = run("printf '\\377\\000\\200'");

        assertThat(result.stdout().bytes()).containsExactly(0xff, 0x00, 0x80);
    }

    @Test
    void the_listener_is_called_at_a_start_before_any_output_and_not_at_a_failed_start() throws Exception {
        StringBuffer heard = new StringBuffer();
        OutputListener listener = new OutputListener() {
            @Override
            public void started() {
                heard.append("started ");
            }

            @Override
            public void output(OutputStreamName stream, byte[] chunk) {
                heard.append(new String(chunk, StandardCharsets.US_ASCII));
            }
        };
        commands.run(script("printf x"), AMPLE, listener, new Cancellation());
        commands.run(command(folder.resolve("gone").toString()), AMPLE, listener, new Cancellation());

        assertThat(heard).hasToString("started x");
    }

    @Test
    void the_listener_sees_all_of_it_while_the_command_runs() throws Exception {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Thread caller = Thread.currentThread();
        // It continues only after its first words were seen.
        Command command = script("printf first; while [ ! -e go ]; do sleep 0.02; done; printf second");
        OutputListener listener = (stream, chunk) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(stream).isEqualTo(OutputStreamName.STDOUT);
            seen.writeBytes(chunk);
            if (seen.toString().equals("first")) {
                assertThat(folder.resolve("go").toFile().mkdir()).isTrue();
            }
        };

        CommandResult result = commands.run(command, keeping(8), listener, new Cancellation());

        assertThat(seen).hasToString("firstsecond");
        assertThat(result.stdout()).isEqualTo(new CapturedOutput(ascii("firs"), 3, ascii("cond")));
    }
}
