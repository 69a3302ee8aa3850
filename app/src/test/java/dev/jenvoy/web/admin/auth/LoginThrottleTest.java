package dev.jenvoy.web.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final AtomicLong now = new AtomicLong(1L << 40);
    private final LoginThrottle throttle = new LoginThrottle(now::get);

    private LoginThrottle.Turn wrong(String address, int times) {
        LoginThrottle.Turn last = throttle.wrong(address);
        for (int i = 1; i < times; i++) {
            now.addAndGet(last.pause().toNanos());
            last = throttle.wrong(address);
        }
        return last;
    }

    @Test
    void three_wrong_ones_are_free_and_each_further_one_costs_twice_as_much() {
        assertThat(wrong("a", 3).pause()).isZero();
        assertThat(wrong("a", 1).pause()).isEqualTo(Duration.ofMillis(125));
        now.addAndGet(Duration.ofMillis(125).toNanos());
        assertThat(wrong("a", 1).pause()).isEqualTo(Duration.ofMillis(250));
        assertThat(wrong("a", 20).pause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(wrong("b", 1).pause()).isZero();
    }

    @Test
    void attempts_side_by_side_wait_for_one_another() {
        wrong("a", 3);

        assertThat(throttle.wrong("a").pause()).isEqualTo(Duration.ofMillis(125));
        assertThat(throttle.wrong("a").pause()).isEqualTo(Duration.ofMillis(125 + 250));
        assertThat(throttle.wrong("a").pause()).isEqualTo(Duration.ofMillis(125 + 250 + 500));
    }

    @Test
    void one_that_would_wait_longer_than_ten_seconds_is_rejected_and_takes_no_turn() {
        LoginThrottle.Turn turn = wrong("a", 20);
        while (!turn.refused()) {
            turn = throttle.wrong("a");
            assertThat(turn.pause()).isLessThanOrEqualTo(Duration.ofSeconds(12));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.wrong("a")).isEqualTo(turn);
        }
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(throttle.wrong("a").refused()).isFalse();
    }

    @Test
    void a_quiet_minute_ends_it() {
        wrong("a", 9);
        now.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(throttle.wrong("a").pause()).isZero();
    }

    @Test
    void what_is_known_of_addresses_is_bounded() {
        wrong("first", 9);
        for (int i = 0; i < 1_000; i++) {
            throttle.wrong("other-" + i);
        }

        assertThat(throttle.wrong("first").pause()).isZero();
    }
}
