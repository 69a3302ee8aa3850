package dev.jenvoy.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.MDC;

@Timeout(60)
class LogQueueTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final LoggerContext context = new LoggerContext();
    private final Reader reader = new Reader();
    private final LogQueue queue = new LogQueue(context, new LineEncoder(context), () -> reader);
    private final Logger log = context.getLogger("jenvoy.test");

    /** Reads what is written, unless it stalls. */
    private static final class Reader extends OutputStream {

        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private volatile CountDownLatch goesOn = new CountDownLatch(0);
        private final CountDownLatch stalled = new CountDownLatch(1);
        private int pieces;

        void stall() {
            goesOn = new CountDownLatch(1);
        }

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                if (goesOn.getCount() > 0) {
                    stalled.countDown();
                }
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (this) {
                read.write(bytes, offset, length);
                pieces++;
            }
        }

        synchronized List<String> lines() {
            return read.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @BeforeEach
    void begin() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        queue.start();
        context.getLogger("ROOT").setLevel(Level.INFO);
        context.getLogger("ROOT").addAppender(queue);
    }

    @Test
    void lines_are_written_in_their_order() {
        IntStream.range(0, 5_000).forEach(number -> {
            if (number % 7 == 0) {
                log.warn("line number={}", number);
            } else {
                log.info("line number={}", number);
            }
        });
        queue.flush(LONG);

        assertThat(reader.lines()).hasSize(5_000);
        assertThat(reader.lines())
                .map(LogQueueTest::number)
                .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
        assertThat(reader.pieces).isLessThan(2_500);
    }

    @Test
    void a_line_is_written_without_another_after_it() {
        log.info("line number={}", 1);

        Awaitility.await().until(() -> reader.lines().size() == 1);
        log.info("line number={}", 2);
        Awaitility.await().until(() -> reader.lines().size() == 2);
    }

    @Test
    void who_logs_does_not_wait_for_a_reader_that_stalls_and_warnings_are_kept() throws Exception {
        reader.stall();
        log.warn("line number={}", 0);
        reader.stalled.await();
        IntStream.range(1, 50_000).forEach(number -> log.info("line number={} {}", number, "x".repeat(50)));
        log.warn("important number={}", 1);
        queue.flush(Duration.ofMillis(10));
        assertThat(reader.lines()).isEmpty();
        reader.goesOn.countDown();
        queue.flush(LONG);

        List<String> lines = new ArrayList<>(reader.lines());
        String notice = lines.remove(lines.size() - 1);
        assertThat(lines)
                .filteredOn(line -> line.contains("important number=1"))
                .hasSize(1);
        int kept = lines.size() - 1;
        assertThat(kept).isBetween(2_000, 20_000);
        assertThat(notice)
                .contains("WARN  lines of the log were dropped")
                .contains(" below_warn=" + (50_000 - kept) + " warn=0");
    }

    @Test
    void warnings_find_an_end_too() throws Exception {
        reader.stall();
        log.warn("line number={}", 0);
        reader.stalled.await();
        IntStream.range(1, 50_000).forEach(number -> log.warn("line number={} {}", number, "x".repeat(50)));
        reader.goesOn.countDown();
        queue.flush(LONG);

        int kept = reader.lines().size() - 1;
        assertThat(kept).isBetween(4_000, 40_000);
        assertThat(reader.lines()).last().asString().contains(" below_warn=0 warn=" + (50_000 - kept));
    }

    @Test
    void the_error_that_a_line_carries_is_reported() {
        List<Throwable> told = new ArrayList<>();
        queue.onFailure(told::add);
        OutOfMemoryError error = new OutOfMemoryError("planted");

        log.error("failed", error);
        log.error("not failed");

        assertThat(told).containsExactly(error);
    }

    private static int number(String line) {
        return Integer.parseInt(line.replaceAll("^.* number=(\\d+) .*$", "$1"));
    }
}
