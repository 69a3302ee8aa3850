package dev.jenvoy.dispatch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TaskTimerTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("jenvoy.dispatch");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final TaskTimer timer = new TaskTimer("test", 1);

    @BeforeEach
    void listen() {
        log.list = new java.util.concurrent.CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        timer.shutdownNow();
    }

    @Test
    void what_a_task_throws_is_logged() {
        Future<?> unusedLater = timer.schedule(
                () -> {
                    throw new AssertionError("planted");
                },
                1,
                TimeUnit.MILLISECONDS);
        timer.execute(() -> {
            throw new IllegalStateException("planted too");
        });

        Awaitility.await().until(() -> log.list.size() == 2);
        assertThat(log.list).allMatch(line -> line.getMessage().equals("background task failed"));
        assertThat(log.list)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsExactlyInAnyOrder("planted", "planted too");
    }

    @Test
    void what_is_cancelled_is_no_failure() throws Exception {
        timer.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(true);
        timer.submit(() -> {}).get();

        assertThat(log.list).isEmpty();
    }
}
