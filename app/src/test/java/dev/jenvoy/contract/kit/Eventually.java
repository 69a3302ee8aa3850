package dev.jenvoy.contract.kit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Polls until a condition is true. */
public final class Eventually {

    private Eventually() {}

    public static void that(ThrowingRunnable condition) {
        within(Duration.ofSeconds(15), condition);
    }

    public static void within(Duration time, ThrowingRunnable condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(time).untilAsserted(condition);
    }
}
