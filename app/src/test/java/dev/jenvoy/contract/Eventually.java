package dev.jenvoy.contract;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for a condition to come true, and asks often. */
final class Eventually {

    private Eventually() {}

    static void that(ThrowingRunnable condition) {
        within(Duration.ofSeconds(15), condition);
    }

    static void within(Duration time, ThrowingRunnable condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(time).untilAsserted(condition);
    }
}
