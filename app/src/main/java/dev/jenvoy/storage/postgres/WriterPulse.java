package dev.jenvoy.storage.postgres;

import dev.jenvoy.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the writers of a store still go round. A server whose writers stand still must not seem alive to the others. Safe for
 * use by several threads.
 */
final class WriterPulse {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private @Nullable Store store;
    private boolean isAsked;
    private long askedAt;

    /** @param nanos a clock like {@link System#nanoTime} */
    WriterPulse(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Watches a store from now on. */
    synchronized void watch(Store watched) {
        store = watched;
        isAsked = false;
    }

    /** Watches nothing any more. */
    synchronized void rest() {
        store = null;
    }

    /** Returns why this server does not get on, in words; asks the writers again. Does not wait. */
    synchronized Optional<String> trouble() {
        Store watched = store;
        if (watched == null) {
            return Optional.empty();
        }
        if (!isAsked) {
            isAsked = true;
            askedAt = nanos.getAsLong();
            watched.ask(this::answered);
        }
        boolean isStuck = isAsked && nanos.getAsLong() - askedAt > PATIENCE.toNanos();
        return isStuck ? Optional.of("the journal's writer has not answered for a while") : Optional.empty();
    }

    private synchronized void answered() {
        isAsked = false;
    }
}
