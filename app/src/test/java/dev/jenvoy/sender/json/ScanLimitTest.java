package dev.jenvoy.sender.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.payload.Payload;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScanLimitTest {

    private static final JsonFacts NOTHING = new JsonFacts(JsonPaths.of());

    private final ScanLimit limit = new ScanLimit();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger scanning = new AtomicInteger();

    @AfterEach
    void end() {
        go.countDown();
        threads.shutdown();
    }

    private static Payload of(long size) {
        return Payload.kept(size, () -> new ByteArrayInputStream(new byte[0]));
    }

    private List<Future<JsonFacts>> scan(int count, long size) {
        List<Future<JsonFacts>> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            all.add(threads.submit(() -> limit.inTurn(of(size), () -> {
                scanning.incrementAndGet();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return NOTHING;
            })));
        }
        return all;
    }

    @Test
    void two_large_ones_are_scanned_at_once_the_others_wait_and_small_ones_never_do() throws Exception {
        List<Future<JsonFacts>> all = scan(5, 25 << 20);
        Awaitility.await().until(() -> scanning.get() == 2);

        assertThat(limit.inTurn(of(64 << 10), () -> NOTHING)).isSameAs(NOTHING);
        assertThat(scanning).hasValue(2);
        go.countDown();
        for (Future<JsonFacts> one : all) {
            assertThat(one.get(20, TimeUnit.SECONDS)).isSameAs(NOTHING);
        }
        assertThat(scanning).hasValue(5);
    }

    @Test
    void middling_ones_share_what_two_large_ones_have() {
        List<Future<JsonFacts>> unused = scan(6, 1 << 20);

        Awaitility.await().until(() -> scanning.get() == 4);
        assertThat(unused).hasSize(6);
    }

    @Test
    void one_that_fails_gives_its_room_back() throws Exception {
        for (int number = 0; number < 20; number++) {
            try {
                limit.inTurn(of(25 << 20), () -> {
                    throw new JsonScan.NotJson("none");
                });
            } catch (JsonScan.NotJson e) {
                assertThat(e).hasMessage("none");
            }
        }
        assertThat(limit.inTurn(of(25 << 20), () -> NOTHING)).isSameAs(NOTHING);
    }
}
