package dev.jenvoy.journal;

import dev.jenvoy.delivery.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A delivery, or parts of one, that another server or an earlier one accepted and did not finish.
 *
 * @param entry the delivery and its plan, with the parts that were claimed; its payload is read from the journal each time it is opened
 * @param actions how far each action of the plan had come, in order
 * @param suspect whether it was running when a server died (at any death since it was accepted; an orderly end does not count): it may be what killed it
 * @param deathsAlone how often a server died while it ran alone
 * @param cancelled whether it was asked to be cancelled
 */
public record UnfinishedDelivery(
        Entry entry, List<Progress> actions, boolean suspect, int deathsAlone, boolean cancelled) {

    public UnfinishedDelivery {
        actions = List.copyOf(actions);
        if (actions.size() != entry.steps().size()) {
            throw new IllegalArgumentException("as many actions as steps");
        }
    }

    /** Returns whether only actions apart were claimed: the delivery itself has ended, or another server holds it. */
    public boolean over() {
        return !entry.holdsAwaited();
    }

    /** How far an action had come. */
    public sealed interface Progress {

        /**
         * It has not begun, or waits to be tried again.
         *
         * @param due when it was to be tried again
         * @param stops when orderly stops of servers cut it short, the first one first
         * @param inDoubt whether a stop or a death cut any attempt short, so that its effect is not known
         */
        record Waiting(Optional<Instant> due, List<Instant> stops, boolean inDoubt) implements Progress {

            public Waiting {
                stops = List.copyOf(stops);
            }

            /** Describes an action that only stops cut short, if anything did. */
            public Waiting(Optional<Instant> due, List<Instant> stops) {
                this(due, stops, !stops.isEmpty());
            }
        }

        /**
         * An attempt was under way; something of it may still live. The journal counts it as running until {@link Journal#ended} records this attempt.
         *
         * @param deaths how many earlier attempts ended with the death of a server
         */
        record Running(int attempt, String token, Instant since, int deaths) implements Progress {

            /** Describes the first attempt during which a server died. */
            public Running(int attempt, String token, Instant since) {
                this(attempt, token, since, 0);
            }
        }

        /** It had ended. With attempt 0 it was dropped without a start. */
        record Ended(int attempt, Outcome outcome) implements Progress {}
    }
}
