package dev.jenvoy.app.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the server was asked to stop, for a start that waits for something outside of the machine. Thread-safe. */
public final class StopRequest {

    private final CountDownLatch asked = new CountDownLatch(1);

    /** Asks the server to stop. */
    public void make() {
        asked.countDown();
    }

    /** Returns whether it was asked to stop. */
    public boolean isMade() {
        return asked.getCount() == 0;
    }

    /**
     * Waits for so long.
     *
     * @throws InterruptedException at once when the server is asked to stop, or was
     */
    void pause(Duration time) throws InterruptedException {
        if (asked.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("asked to stop");
        }
    }
}
