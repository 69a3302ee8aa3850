package dev.jenvoy.chat.kind.irc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Spaces the lines of one connection: a burst, then one line for each step. Not thread-safe. */
final class IrcPace {

    private static final int BURST_LINES = 4;

    private final long stepNanos;

    /** When the line would be due that no burst had saved up for. */
    private long due = System.nanoTime();

    IrcPace(Duration step) {
        this.stepNanos = step.toNanos();
    }

    /** Waits until the next line may be written, and counts it. */
    void await() throws InterruptedException {
        long wait = due - (BURST_LINES - 1) * stepNanos - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        count();
    }

    /** Takes the burst away, because the lines of the log-in were one. */
    void spend() {
        due = Math.max(due, System.nanoTime() + (BURST_LINES - 1) * stepNanos);
    }

    /** Counts a line that does not wait; the next one waits longer. */
    void count() {
        due = Math.max(due, System.nanoTime()) + stepNanos;
    }
}
