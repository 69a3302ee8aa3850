package dev.jenvoy.dispatch.schedule;

import org.jspecify.annotations.Nullable;

/** Ends what is running of a delivery, and keeps more from being started. Safe for use by several threads. */
public final class CancellationToken {

    /** Why it was cancelled. */
    public enum Cause {
        /** Somebody cancelled the delivery. */
        CANCELLED,
        /** The server stops: the delivery goes on after the next start. */
        STOPPED
    }

    private @Nullable Cause cause;
    private boolean stopped;
    private @Nullable Runnable ending;

    /** Cancels; the first cause is kept. */
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

    /** Returns why it was cancelled, {@code null} while it was not. */
    synchronized @Nullable Cause cause() {
        return cause;
    }

    /** Whether the server stops, whatever the first cause was. */
    synchronized boolean isStopped() {
        return stopped;
    }

    /** Registers what ends the running action. It is called at once if the token was cancelled before. */
    void onCancel(Runnable newEnding) {
        synchronized (this) {
            ending = newEnding;
            if (cause == null) {
                return;
            }
        }
        newEnding.run();
    }

    /** Forgets what ends the action: it has ended. */
    synchronized void forget() {
        ending = null;
    }
}
