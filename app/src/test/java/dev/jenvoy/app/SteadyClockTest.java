package dev.jenvoy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FORTY_DAYS = Duration.ofDays(40);

    private final ToldClock wall = new ToldClock(THEN);
    private long nanos = 17;
    private final SteadyClock steady = new SteadyClock(wall, () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall.pass(time);
    }

    @Test
    void it_follows_a_clock_that_goes_right_also_when_it_is_not_looked_at_for_long() {
        pass(Duration.ofSeconds(60));
        assertThat(steady.instant()).isEqualTo(wall.instant());
        pass(FORTY_DAYS);
        assertThat(steady.instant()).isEqualTo(THEN.plus(FORTY_DAYS).plusSeconds(60));
    }

    @Test
    void it_follows_what_a_time_server_adjusts() {
        for (int times = 0; times < 100; times++) {
            pass(Duration.ofMinutes(10));
            wall.pass(Duration.ofSeconds(20));
            assertThat(steady.instant()).isEqualTo(wall.instant());
        }
    }

    @Test
    void a_jump_ahead_for_a_minute_changes_nothing() {
        wall.pass(FORTY_DAYS);
        assertThat(steady.instant()).isEqualTo(THEN);
        pass(Duration.ofMinutes(1));
        assertThat(steady.instant()).isEqualTo(THEN.plusSeconds(60));
        wall.pass(FORTY_DAYS.negated());
        assertThat(steady.instant()).isEqualTo(wall.instant()).isEqualTo(THEN.plusSeconds(60));
    }

    @Test
    void a_jump_that_lasts_a_day_is_trusted() {
        wall.pass(FORTY_DAYS);
        for (int hours = 0; hours < 24; hours++) {
            assertThat(steady.instant()).isEqualTo(wall.instant().minus(FORTY_DAYS));
            pass(Duration.ofHours(1));
        }
        assertThat(steady.instant()).isEqualTo(wall.instant());
    }

    @Test
    void another_jump_begins_the_day_anew() {
        wall.pass(FORTY_DAYS);
        assertThat(steady.instant()).isEqualTo(THEN);
        pass(Duration.ofHours(23));
        wall.pass(FORTY_DAYS);
        assertThat(steady.instant()).isEqualTo(THEN.plus(Duration.ofHours(23)));
        pass(Duration.ofHours(2));
        assertThat(steady.instant()).isEqualTo(THEN.plus(Duration.ofHours(25)));
    }

    @Test
    void a_clock_that_is_set_back_is_followed_at_once() {
        pass(Duration.ofHours(1));
        wall.pass(Duration.ofDays(-3));
        assertThat(steady.instant()).isEqualTo(wall.instant());
        pass(Duration.ofHours(1));
        assertThat(steady.instant()).isEqualTo(wall.instant());
    }
}
