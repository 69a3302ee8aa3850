package dev.jenvoy.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.BasicMDCAdapter;
import org.xnio.XnioExecutor;

class RejectionLogTest {

    private final LoggerContext context = new LoggerContext();
    private final ch.qos.logback.classic.Logger logger = context.getLogger("refused");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Runnable> later = new ArrayList<>();
    private long nanos = 17;
    private final RejectionLog refusals = new RejectionLog(logger, () -> nanos);

    /** Keeps tasks until the test runs them. */
    private final XnioExecutor timer = new XnioExecutor() {
        @Override
        public void execute(Runnable command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Key executeAfter(Runnable command, long time, TimeUnit unit) {
            assertThat(unit.toMillis(time)).isBetween(1L, 60_000L);
            later.add(command);
            return () -> false;
        }

        @Override
        public Key executeAtInterval(Runnable command, long time, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }
    };

    @BeforeEach
    void listen() {
        context.setMDCAdapter(new BasicMDCAdapter());
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    private int told(String from, int requests) {
        int told = 0;
        for (int at = 0; at < requests; at++) {
            told += refusals.tells(from, timer) ? 1 : 0;
        }
        return told;
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void without_a_timer_the_number_waits_for_the_next_rejected_request() {
        for (int i = 0; i < 50; i++) {
            assertThat(refusals.tells("192.0.2.1", null)).isEqualTo(i < RejectionLog.PER_ADDRESS);
        }
        assertThat(later).isEmpty();

        nanos += TimeUnit.MINUTES.toNanos(1);
        assertThat(refusals.tells("192.0.2.1", null)).isTrue();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "more requests rejected, not logged one by one refused=40 addresses=1 most_from=192.0.2.1");
    }

    @Test
    void the_first_of_each_address_have_lines_of_their_own_and_the_others_are_counted() {
        assertThat(told("192.0.2.1", 1_000)).isEqualTo(10);
        assertThat(told("192.0.2.2", 11)).isEqualTo(10);
        assertThat(told("192.0.2.3", 3)).isEqualTo(3);
        assertThat(lines()).isEmpty();
        assertThat(later).hasSize(1);

        nanos += Duration.ofMinutes(1).toNanos();
        later.get(0).run();

        assertThat(lines())
                .containsExactly(
                        "more requests rejected, not logged one by one refused=991 addresses=3 most_from=192.0.2.1");
        assertThat(told("192.0.2.1", 20)).isEqualTo(10);
    }

    @Test
    void what_is_counted_after_the_first_minute_is_reported_though_nothing_more_is_rejected() {
        // Half a minute of lines, then a pause beyond the window: the timer is set for the middle of the next window.
        told("192.0.2.1", 10);
        nanos += Duration.ofSeconds(30).toNanos();
        told("192.0.2.1", 5);
        nanos += Duration.ofSeconds(31).toNanos();
        told("192.0.2.1", 500);
        assertThat(lines()).hasSize(1);
        nanos += Duration.ofSeconds(29).toNanos();
        later.get(0).run();
        assertThat(lines()).hasSize(1);
        assertThat(later).hasSize(2);

        nanos += Duration.ofSeconds(32).toNanos();
        later.get(1).run();

        assertThat(lines().get(1)).contains("refused=490");
    }

    @Test
    void many_addresses_together_have_a_limit_too() {
        int told = 0;
        for (int address = 0; address < 5_000; address++) {
            told += told("192.0.2." + address, 1);
        }
        assertThat(told).isEqualTo(100);
    }

    @Test
    void few_rejections_are_reported_each_and_nothing_else() {
        for (int minute = 0; minute < 5; minute++) {
            assertThat(told("192.0.2.1", 10)).isEqualTo(10);
            nanos += Duration.ofMinutes(1).toNanos();
        }
        assertThat(lines()).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void at_level_debug_all_have_their_lines() {
        logger.setLevel(Level.DEBUG);

        assertThat(told("192.0.2.1", 1_000)).isEqualTo(1_000);
        assertThat(later).isEmpty();
    }
}
