package dev.jenvoy.dispatch.schedule;

import org.jspecify.annotations.Nullable;

/** Ends what is running of a delivery, and keeps more from being started. Safe for use by several threads. */
public final class CancellationToken {

    /** Why it was thrown. */
    public enum Cause {
        /** Somebody cancelled the delivery. */
        CANCELLED,
        /** The server stops: the delivery goes on after the next start. */
        STOPPED
    }

    private @Nullable Cause cause;
    private boolean stopped;
    private @Nullable Runnable ending;

    /** Throws it; the first cause stands. */
    public void cancel(Cause why) {
        Runnable now;
        synchronized (this) {
            stopped |= why == Cause.STOPPED;
            if (cause != null) {
                return;
            }
            cause = why;
            now = ending;
        }
        if (now != null) {
            now.run();
        }
    }

    /** Why it was thrown, {@code null} while it was not. */
    synchronized @Nullable Cause cause() {
        return cause;
    }

    /** Whether the server stops, whatever it was thrown for first. */
    synchronized boolean isStopped() {
        return stopped;
    }

    /** What ends the action that runs now; run at once when the switch was thrown before. */
    void onCancel(Runnable newEnding) {
        synchronized (this) {
            ending = newEnding;
            if (cause == null) {
                return;
            }
        }
        newEnding.run();
    }

    /** Nothing runs any more. */
    synchronized void forget() {
        ending = null;
    }
}
