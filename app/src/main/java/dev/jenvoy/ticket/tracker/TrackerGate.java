package dev.jenvoy.ticket.tracker;

import dev.jenvoy.ticket.tracker.TrackerFailure.Shut;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lets four requests through at once, and knows whether the tracker can be used at all. Thread-safe. */
public final class TrackerGate {

    private static final int MAX_REQUESTS = 4;

    private final Semaphore turns = new Semaphore(MAX_REQUESTS, true);

    private @Nullable Shut trouble;

    /** Blocks until it is the caller's turn to ask. The caller {@linkplain #leave leaves} when it has the answer. */
    public void enter() throws InterruptedException {
        turns.acquire();
    }

    /** Gives the turn to another. */
    public void leave() {
        turns.release();
    }

    /** Returns that the credentials were refused, so that nothing must be asked; empty if it may be. */
    public Optional<TrackerFailure> refusal() {
        return trouble().filter(Shut::isCredentials).map(shut -> shut);
    }

    /** Keeps why the tracker cannot be used, and returns it. Refused credentials are kept until {@link #reopen}. */
    public synchronized Shut shut(Shut why) {
        if (trouble == null || !trouble.isCredentials()) {
            trouble = why;
        }
        return why;
    }

    /** Notes a good answer of the tracker. */
    public synchronized void answered() {
        if (trouble != null && !trouble.isCredentials()) {
            trouble = null;
        }
    }

    /** Returns why the tracker cannot be used; empty while all is well. */
    public synchronized Optional<Shut> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Forgets why the tracker could not be used: it is asked again with the same credentials. */
    public synchronized void reopen() {
        trouble = null;
    }
}
