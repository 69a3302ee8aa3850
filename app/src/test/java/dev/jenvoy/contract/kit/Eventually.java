package dev.jenvoy.contract.kit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for a condition to come true, and asks often. */
public final class Eventually {

    private Eventually() {}

    public static void that(ThrowingRunnable condition) {
        within(Duration.ofSeconds(15), condition);
    }

    public static void within(Duration time, ThrowingRunnable condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(time).untilAsserted(condition);
    }
}
