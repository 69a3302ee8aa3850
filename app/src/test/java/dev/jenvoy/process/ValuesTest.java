package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jenvoy.process.output.CapturedOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values check themselves. */
final class ValuesTest {
    private static final Path ROOT = Path.of("/");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void a_program_is_an_absolute_path() {
        for (List<String> line : List.of(List.<String>of(), List.of("sh"), List.of("./sh"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Command(line, ROOT, Map.of(), ROOT));
        }
    }

    @Test
    void paths_are_absolute() {
        Path relative = Path.of("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command(List.of("/bin/sh"), relative, Map.of(), ROOT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command(List.of("/bin/sh"), ROOT, Map.of(), relative));
    }

    @Test
    void what_no_process_can_be_given_is_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command(List.of("/bin/sh", "a\0b"), ROOT, Map.of(), ROOT));
        for (Map<String, String> environment : List.of(Map.of("A", "a\0b"), Map.of("", "a"), Map.of("A=B", "a"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Command(List.of("/bin/sh"), ROOT, environment, ROOT));
        }
    }

    @Test
    void limits_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(Duration.ZERO, SECOND, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(SECOND, SECOND.negated(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(SECOND, SECOND, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(SECOND, SECOND, 2L << 30));
    }

    @Test
    void captured_output_is_equal_by_value() {
        CapturedOutput one = new CapturedOutput(new byte[] {1});

        assertThat(one).isEqualTo(new CapturedOutput(new byte[] {1})).hasSameHashCodeAs(new CapturedOutput(new byte[] {1
        }));
        assertThat(one)
                .isNotEqualTo(new CapturedOutput(new byte[] {1}, 1, new byte[0]))
                .isNotEqualTo(CapturedOutput.EMPTY);
    }

    @Test
    void every_end_has_its_status_and_its_reason() {
        assertThat(new Exit.Exited(3).status()).hasValue(3);
        assertThat(new Exit.Exited(3).reason()).isEmpty();
        assertThat(new Exit.Signalled(9).status()).hasValue(137);
        assertThat(new Exit.Signalled(9).reason()).hasValue("ended by signal 9 (SIGKILL)");
        assertThat(new Exit.Signalled(40).reason()).hasValue("ended by signal 40");
        assertThat(new Exit.TimedOut().status()).hasValue(124);
        assertThat(new Exit.Cancelled().status()).isEmpty();
        assertThat(new Exit.NotStarted("it is empty").status()).hasValue(126);
        assertThat(new Exit.NotStarted("it is empty").reason()).hasValue("could not be started: it is empty");
        assertThat(new Exit.Vanished().status()).hasValue(127);
        assertThat(new Exit.NoRoom("no memory").status()).hasValue(126);
        assertThat(new Exit.Lost("out of memory").status()).isEmpty();
        assertThat(new Exit.Lost("out of memory").reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("while it ran", "out of memory"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_waker_runs_at_a_cancellation_before_or_after_it_is_registered(boolean cancelledBefore) {
        Cancellation cancellation = new Cancellation();
        int[] woken = {0};
        if (cancelledBefore) {
            cancellation.cancel();
        }
        try (Cancellation.Registration registration = cancellation.onCancel(() -> woken[0]++)) {
            assertThat(registration).isNotNull();
            if (!cancelledBefore) {
                cancellation.cancel();
            }
        }
        cancellation.cancel();

        assertThat(woken).containsExactly(1);
    }
}
