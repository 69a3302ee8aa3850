package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept of the outputs. */
final class CommandOutputTest extends CommandsContract {
    private static Limits keeping(long maxOutput) {
        return new Limits(AMPLE.timeout(), AMPLE.killGrace(), maxOutput);
    }

    @Test
    void the_two_outputs_are_kept_apart() throws Exception {
        Result result = run("echo out; echo err >&2; echo more; exit 3");

        assertThat(result.exit()).isEqualTo(new Exit.Exited(3));
        assertThat(text(result.stdout())).isEqualTo("out\nmore\n");
        assertThat(text(result.stderr())).isEqualTo("err\n");
    }

    @Test
    void output_that_just_fits_is_not_truncated() throws Exception {
        Result result = run("printf 1234567890", keeping(10));

        assertThat(text(result.stdout())).isEqualTo("1234567890");
        assertThat(result.stdout().truncated()).isFalse();
    }

    @Test
    void one_byte_more_is_cut() throws Exception {
        Result result = run("printf 12345678901; printf 1234567890x >&2", keeping(10));

        assertThat(text(result.stdout())).isEqualTo("1234567890");
        assertThat(result.stdout().truncated()).isTrue();
        assertThat(text(result.stderr())).isEqualTo("1234567890");
        assertThat(result.stderr().truncated()).isTrue();
    }

    @Test
    void nothing_is_kept_where_nothing_may_be() throws Exception {
        Result result = run("echo out", keeping(0));

        assertThat(result.stdout()).isEqualTo(new Captured(new byte[0], true));
        assertThat(result.stderr()).isEqualTo(Captured.EMPTY);
    }

    @Test
    void a_megabyte_of_errors_first_blocks_nothing() throws Exception {
        Result result = run("head -c 1048576 /dev/zero >&2; echo done", keeping(2 << 20));

        assertThat(text(result.stdout())).isEqualTo("done\n");
        assertThat(result.stderr()).isEqualTo(new Captured(new byte[1 << 20], false));
    }

    @Test
    void a_flood_is_read_and_dropped() throws Exception {
        Result result = run("head -c 200M /dev/zero; echo done >&2");

        assertThat(result.exit()).isEqualTo(new Exit.Exited(0));
        assertThat(result.stdout()).isEqualTo(new Captured(new byte[64 * 1024], true));
        assertThat(text(result.stderr())).isEqualTo("done\n");
    }

    @Test
    void a_flood_without_end_ends_at_the_timeout() throws Exception {
        Result result = run("yes & yes >&2", limits(Duration.ofMillis(300), Duration.ofMillis(300)));

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
        Result result = run("printf '\\377\\000\\200'");

        assertThat(result.stdout().bytes()).containsExactly(0xff, 0x00, 0x80);
    }

    @Test
    void the_listener_sees_what_is_kept_while_the_command_runs() throws Exception {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Thread caller = Thread.currentThread();
        // It goes on only when its first words were seen.
        Command command = script("printf first; while [ ! -e go ]; do sleep 0.02; done; printf second");
        OutputListener listener = (stream, chunk) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(stream).isEqualTo(Stream.STDOUT);
            seen.writeBytes(chunk);
            if (seen.toString().equals("first")) {
                assertThat(folder.resolve("go").toFile().mkdir()).isTrue();
            }
        };

        Result result = commands.run(command, keeping(8), listener, new Cancellation());

        assertThat(seen).hasToString("firstsec");
        assertThat(result.stdout()).isEqualTo(new Captured(seen.toByteArray(), true));
    }
}
