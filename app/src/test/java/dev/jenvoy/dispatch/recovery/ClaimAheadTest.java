package dev.jenvoy.dispatch.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClaimAheadTest {

    private final ClaimAhead ahead = new ClaimAhead(0);

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void what_ends_during_two_claims_is_claimed_ahead() {
        assertThat(ahead.after(millis(980), millis(1000), 100)).isEqualTo(4);
        assertThat(ahead.after(millis(1999), millis(2000), 200)).isOne();
    }

    @Test
    void it_is_no_more_than_ends_in_a_tenth_of_a_second() {
        assertThat(ahead.after(0, millis(1000), 40)).isEqualTo(4);
    }

    @Test
    void nothing_is_claimed_ahead_where_deliveries_end_seldom() {
        assertThat(ahead.after(millis(500), millis(1000), 9)).isZero();
    }

    @Test
    void hooks_that_became_long_are_noticed() {
        assertThat(ahead.after(millis(980), millis(1000), 40)).isEqualTo(2);
        assertThat(ahead.after(millis(1480), millis(1500), 41)).isZero();
    }

    @Test
    void a_burst_within_half_a_second_decides_nothing() {
        assertThat(ahead.after(millis(90), millis(100), 100)).isZero();
        assertThat(ahead.after(millis(990), millis(1000), 100)).isEqualTo(2);
    }
}
