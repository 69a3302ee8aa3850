package dev.jenvoy.journal.share;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets exclusive actions of all servers through, one of each queue at a time, in the order in which they asked. Thread-safe;
 * nothing blocks.
 *
 * <p>A place belongs to the action, not to the server: it stays over pauses, when the delivery is given back and when it is taken over. It
 * is given up by the change that ends or drops the action for good, in the same transaction, or ends the delivery.
 */
@CheckReturnValue
public interface Turnstiles {

    /** For the only server of a journal, whose own queues do it: everything passes at once. */
    Turnstiles OPEN = (entry, position, queue) -> Turn.GRANTED;

    /**
     * Takes a place, or finds the one that the action has already.
     *
     * @param entry of the action's delivery, which this server holds
     * @param position of the action in the plan
     * @param queue names the queue, of every server in the same way
     */
    Turn enter(long entry, int position, String queue);

    /** A place that is first. */
    @CheckReturnValue
    record Granted(CompletionStage<Void> granted) implements Turn {

        @Override
        public OptionalLong behind() {
            return OptionalLong.empty();
        }
    }

    /** The place of one action. */
    @CheckReturnValue
    interface Turn {

        /** A turn that needs not be waited for. */
        Turn GRANTED = new Granted(CompletableFuture.completedStage(null));

        /**
         * Completes when the action may run, on any thread: what follows on it must be short. Never completes if this server loses the
         * delivery first.
         */
        CompletionStage<Void> granted();

        /** Returns the entry of the action that holds the queue, as last seen; empty if it is not known. Cheap. */
        OptionalLong behind();
    }
}
