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
    void as_many_as_end_during_a_claim_are_claimed_ahead() {
        assertThat(ahead.after(millis(980), millis(1000), 40)).isOne();
        assertThat(ahead.after(millis(1900), millis(2000), 80)).isEqualTo(4);
    }

    @Test
    void nothing_is_claimed_ahead_where_deliveries_end_seldom() {
        assertThat(ahead.after(millis(500), millis(1000), 9)).isZero();
    }

    @Test
    void hooks_that_became_long_are_noticed() {
        assertThat(ahead.after(millis(980), millis(1000), 40)).isOne();
        assertThat(ahead.after(millis(1480), millis(1500), 41)).isZero();
    }

    @Test
    void a_burst_within_half_a_second_decides_nothing() {
        assertThat(ahead.after(millis(90), millis(100), 100)).isZero();
        assertThat(ahead.after(millis(990), millis(1000), 100)).isOne();
    }
}
