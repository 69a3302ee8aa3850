package dev.jenvoy.chat.kind.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IrcPaceTest {

    private static final Duration STEP = Duration.ofMillis(200);

    private final IrcPace pace = new IrcPace(STEP);

    @Test
    void a_burst_of_four_does_not_wait_and_the_next_line_does() throws Exception {
        assertThat(millis(4)).isLessThan(STEP.toMillis());
        assertThat(millis(1)).isGreaterThan(STEP.toMillis() / 4);
    }

    @Test
    void after_a_log_in_there_is_no_burst() throws Exception {
        pace.spend();

        assertThat(millis(1)).isLessThan(STEP.toMillis());
        assertThat(millis(2)).isGreaterThan(STEP.toMillis());
    }

    private long millis(int lines) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < lines; i++) {
            pace.await();
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
