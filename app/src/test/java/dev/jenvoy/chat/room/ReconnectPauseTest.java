package dev.jenvoy.chat.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconnectPauseTest {

    private static final SendResult LOST = new SendResult.Unreachable("lost");

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private final ReconnectPause pause =
            new ReconnectPause(Duration.ofSeconds(1), () -> nanos, new SplittableRandom(7));

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Duration failAfter(Duration session) {
        pause.begin();
        pass(session);
        return pause.end(LOST);
    }

    @Test
    void nothing_is_too_early_before_a_session_has_ended() {
        assertThat(pause.lasts()).isFalse();
        assertThat(pause.lastEnd()).isEqualTo(new SendResult.Unreachable("not connected yet"));
        pause.begin();
        assertThat(pause.lasts()).isFalse();
    }

    @Test
    void a_pause_lasts_from_half_of_its_length_to_the_whole() {
        List<Duration> waits = new ArrayList<>();
        for (int failures = 1; failures <= 80; failures++) {
            Duration wait = failAfter(Duration.ofMillis(10));
            Duration whole = Duration.ofSeconds(Math.min(60, 1L << Math.min(6, failures - 1)));
            assertThat(wait).isBetween(whole.dividedBy(2), whole);
            assertThat(pause.lasts()).isTrue();
            pass(wait.minusNanos(1));
            assertThat(pause.lasts()).isTrue();
            pass(Duration.ofNanos(1));
            assertThat(pause.lasts()).isFalse();
            waits.add(wait);
        }
        assertThat(new HashSet<>(waits)).as("chance").hasSizeGreaterThan(40);
        assertThat(pause.lastEnd()).isEqualTo(LOST);
    }

    @Test
    void a_session_that_lasted_has_not_failed() {
        for (int failures = 0; failures < 10; failures++) {
            assertThat(failAfter(Duration.ZERO)).isPositive();
        }
        assertThat(failAfter(Duration.ofSeconds(61))).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(failAfter(Duration.ofSeconds(60))).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void a_refused_account_is_left_alone_unless_a_message_asks_for_it() {
        SendResult refused = new SendResult.Refused(true, "wrong password");
        pause.begin();

        assertThat(pause.end(refused)).isEqualTo(Duration.ofMinutes(15));

        assertThat(pause.lasts()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(pause.lasts()).isFalse();
        assertThat(pause.lastEnd()).isEqualTo(refused);
    }
}
