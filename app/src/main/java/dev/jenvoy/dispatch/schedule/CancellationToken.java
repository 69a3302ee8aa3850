package dev.jenvoy.dispatch.schedule;

import org.jspecify.annotations.Nullable;

/** Ends what is running of a delivery, and keeps more from being started. Safe for use by several threads. */
public final class CancellationToken {

    /** Why it was cancelled. */
    public enum Cause {
        /** Somebody cancelled the delivery. */
        CANCELLED,
        /** The server stops: the delivery goes on after the next start, or at another server. */
        STOPPED,
        /** Another server may soon run the delivery, because this one does not reach the journal. It may also go on here. */
        CUT_OFF,
        /** Another server holds the delivery. */
        LOST
    }

    private @Nullable Cause cause;
    private boolean stopped;
    private boolean cancelled;
    private @Nullable Runnable ending;

    /** Cancels; the first cause is kept. */
    public void cancel(Cause why) {
        Runnable now;
        synchronized (this) {
            stopped |= why == Cause.STOPPED;
            cancelled |= why == Cause.CANCELLED;
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

    /** Lets it go on that was cut off, unless it was cancelled or stopped meanwhile. */
    synchronized void reconnected() {
        if (cause == Cause.CUT_OFF) {
            cause = cancelled ? Cause.CANCELLED : stopped ? Cause.STOPPED : null;
        }
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
