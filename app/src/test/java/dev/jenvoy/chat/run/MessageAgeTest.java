package dev.jenvoy.chat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageAgeTest {

    private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");

    private Duration passed = Duration.ZERO;
    private Duration jumped = Duration.ZERO;
    private final MessageAge age = new MessageAge(() -> START.plus(passed).plus(jumped), () -> START.plus(passed));

    @Test
    void without_a_jump_it_is_the_time_that_has_passed() {
        passed = Duration.ofMinutes(7);

        assertThat(age.since(START)).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void a_jump_ahead_makes_nothing_older_whether_it_happened_before_or_after_it() {
        passed = Duration.ofMinutes(1);
        jumped = Duration.ofHours(2);
        Instant after = START.plus(passed).plus(jumped);
        passed = Duration.ofMinutes(3);

        assertThat(age.since(START)).isEqualTo(Duration.ofMinutes(3));
        assertThat(age.since(after)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void what_is_in_the_future_after_a_jump_back_is_new() {
        assertThat(age.since(START.plus(Duration.ofHours(1)))).isZero();
    }
}
