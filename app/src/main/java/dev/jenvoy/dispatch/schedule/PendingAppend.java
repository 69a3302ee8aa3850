package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.share.QueueKey;
import java.util.List;
import java.util.Optional;

/**
 * A delivery on its way into the journal. Where nothing can come between its acceptance and the start of its first
 * action, that is decided here, so that one transaction records both: it spares a third of what a delivery costs the
 * journal. Guarded by the lock of the keys until the delivery has been accepted or turned away.
 */
public final class PendingAppend {

    private final List<QueueKey> keys;
    private final Optional<Policy.Concurrency> first;
    private final String kind;
    private Optional<Start> start = Optional.empty();

    /**
     * @param plan at least one action; those apart come last
     * @param atOnce whether nothing but its turn keeps the first action from starting
     */
    public PendingAppend(Delivery delivery, List<Planned> plan, boolean atOnce) {
        this.keys = plan.stream()
                .map(planned -> QueueKey.of(planned, delivery.facts()))
                .toList();
        this.kind = plan.get(0).kind();
        Policy policy = plan.get(0).policy();
        this.first = policy.apart() || !atOnce ? Optional.empty() : Optional.of(policy.concurrency());
    }

    /** The keys of its actions, in their order. */
    List<QueueKey> keys() {
        return keys;
    }

    /** Returns the concurrency of its first action; empty if that begins only after the acceptance. */
    Optional<Policy.Concurrency> first() {
        return first;
    }

    /** Returns the kind of its first action. */
    String kind() {
        return kind;
    }

    /** It has a place, and its turn: its first action starts with the acceptance. */
    void startWith(Start newStart) {
        start = Optional.of(newStart);
    }

    /** The start of its first action that is recorded with the acceptance. */
    public Optional<Start> start() {
        return start;
    }
}
