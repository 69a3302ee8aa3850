package dev.jenvoy.journal;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.journal.share.Wish;
import java.time.Duration;
import java.time.Instant;

/** News: something that is in the journal from now on. */
public sealed interface JournalEvent {

    /** The journal's number of the delivery. */
    long entry();

    /** A delivery was accepted. */
    record Accepted(Entry accepted) implements JournalEvent {
        @Override
        public long entry() {
            return accepted.id();
        }
    }

    /** Parts of a delivery that this server had not held were claimed by it. */
    record Claimed(UnfinishedDelivery claimed) implements JournalEvent {
        @Override
        public long entry() {
            return claimed.entry().id();
        }
    }

    /** A delivery that causes nothing was noted. */
    record Noted(long entry, DeliveryKey key, Facts facts, IgnoreReason disposition) implements JournalEvent {}

    /** An action starts. */
    record Started(long entry, int position, int attempt, Instant at) implements JournalEvent {}

    /** An attempt of an action ended, or with attempt 0 an action was dropped. */
    record Ended(long entry, int position, int attempt, Outcome outcome, Duration took) implements JournalEvent {}

    /** An action waits to be tried again. */
    record Retrying(long entry, int position, Instant due) implements JournalEvent {}

    /** A recorded start did not happen; the action waits for the next one, which has the same number. */
    record Postponed(long entry, int position, int attempt, Instant due) implements JournalEvent {}

    /** Somebody wants a delivery that has not ended to be cancelled. */
    record CancelRequested(long entry) implements JournalEvent {}

    /**
     * Somebody wants something of an action apart that this server holds. May come twice.
     *
     * @param position the action's place in the plan
     */
    record Wished(long entry, int position, Wish wish) implements JournalEvent {}

    /** This server holds parts of a delivery no more: they were given back, or another server has taken them over. */
    record Released(long entry) implements JournalEvent {}

    /**
     * Something of a delivery has changed at another server. Only {@link Journal#follow followers} hear this; several changes may come as
     * one, one may come twice, and each comes within about a second.
     */
    record Touched(long entry) implements JournalEvent {}

    /** A delivery ended, or was set aside. */
    record Finished(long entry, DeliveryState state) implements JournalEvent {}
}
