package dev.jenvoy.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicLong now = new AtomicLong(1L << 40);
    private final Throttle throttle = new Throttle(now::get);

    private void wrong(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.wrong(address);
        }
    }

    @Test
    void three_wrong_ones_are_free_and_each_further_one_costs_twice_as_much() {
        wrong("a", 2);
        assertThat(throttle.turn("a")).isZero();
        wrong("a", 1);
        assertThat(throttle.turn("a")).isEqualTo(Duration.ofMillis(125));
        now.addAndGet(Duration.ofMillis(125).toNanos());
        wrong("a", 1);
        assertThat(throttle.turn("a")).isEqualTo(Duration.ofMillis(250));
        wrong("a", 20);
        now.addAndGet(Duration.ofMillis(250).toNanos());
        assertThat(throttle.turn("a")).isEqualTo(Duration.ofSeconds(2));
        assertThat(throttle.turn("b")).isZero();
    }

    @Test
    void attempts_side_by_side_wait_for_one_another() {
        wrong("a", 3);

        assertThat(throttle.turn("a")).isEqualTo(Duration.ofMillis(125));
        assertThat(throttle.turn("a")).isEqualTo(Duration.ofMillis(250));
        assertThat(throttle.turn("a")).isEqualTo(Duration.ofMillis(375));
    }

    @Test
    void a_right_one_or_a_quiet_minute_ends_it() {
        wrong("a", 9);
        throttle.right("a");
        assertThat(throttle.turn("a")).isZero();

        wrong("a", 9);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(throttle.turn("a")).isZero();
    }

    @Test
    void what_is_known_of_addresses_is_bounded() {
        wrong("first", 9);
        for (int i = 0; i < 1_000; i++) {
            throttle.wrong("other-" + i);
        }

        assertThat(throttle.turn("first")).isZero();
    }
}
