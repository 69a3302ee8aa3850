package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.share.QueueKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queues of actions that must not overlap. Not safe for use by several threads: the scheduler holds its lock
 * around every call.
 *
 * <p>An ordered or latest action enters its queue when its delivery is accepted, which keeps the order of acceptance.
 * An exclusive action enters its queue when it is the next of its delivery, so that a delivery which hangs before it
 * delays no other. Deadlock-free: a delivery enters all its queues at once, and a running action never waits for a
 * queue.
 */
final class ConcurrencyQueues {

    /** The places taken, the longest waiting first. Only the first may run. */
    private final Map<QueueKey, Deque<QueuedAction>> queues = new HashMap<>();

    /** How many deliveries are on their way into the journal that will have a place in the key. */
    private final Map<QueueKey, Integer> entering = new HashMap<>();

    /**
     * Announces a delivery that is appended next. Deliveries are accepted in the order in which they were announced.
     * {@link #entered} must follow.
     *
     * @return whether the first action can run at the moment of acceptance, whatever comes until then. For an
     *     exclusive action this is not known: it enters its queue when it claims it.
     */
    boolean enters(PendingAppend entrance) {
        QueueKey first = entrance.keys().get(0);
        boolean free = entrance.first()
                .map(concurrency -> switch (concurrency) {
                    case PARALLEL -> true;
                    case EXCLUSIVE -> false;
                    case ORDERED, LATEST -> !queues.containsKey(first) && !entering.containsKey(first);
                })
                .orElse(false);
        entrance.keys().forEach(key -> entering.merge(key, 1, Integer::sum));
        return free;
    }

    /** It was accepted or turned away. */
    void entered(PendingAppend entrance) {
        entrance.keys().forEach(key -> entering.merge(key, -1, (there, less) -> there == 1 ? null : there + less));
    }

    /** Takes the places of an action when its delivery has been accepted. */
    void accepted(QueuedAction action) {
        if (action.concurrency() == Policy.Concurrency.ORDERED || action.concurrency() == Policy.Concurrency.LATEST) {
            queue(action).add(action);
        }
    }

    /**
     * The result of a claim.
     *
     * @param runs whether the action runs now; if not, it waits
     * @param woken the actions that waited and must claim again: they were superseded, or have become the first
     */
    record Claimed(boolean runs, List<QueuedAction> woken) {}

    /** Has an action that is the next of its delivery run now, or wait. */
    Claimed claim(QueuedAction action) {
        if (action.concurrency() == Policy.Concurrency.PARALLEL) {
            action.runs();
            return new Claimed(true, List.of());
        }
        Deque<QueuedAction> queue = queue(action);
        if (action.concurrency() == Policy.Concurrency.EXCLUSIVE && !queue.contains(action)) {
            queue.add(action);
        }
        List<QueuedAction> woken = new ArrayList<>();
        if (action.concurrency() == Policy.Concurrency.LATEST) {
            woken.addAll(supersede(queue, action));
        }
        action.waits();
        QueuedAction first = queue.peek();
        if (first == action) {
            action.runs();
        } else if (first != null && first.isWaiting()) {
            woken.add(first);
        }
        woken.forEach(QueuedAction::woken);
        return new Claimed(first == action, woken);
    }

    /**
     * Wakes those that wait for a newer one in the queue of this one, which has just been accepted.
     *
     * @return the actions that are superseded, and must claim
     */
    List<QueuedAction> debounced(QueuedAction newest) {
        if (newest.concurrency() != Policy.Concurrency.LATEST) {
            return List.of();
        }
        List<QueuedAction> woken = queue(newest).stream()
                .filter(other ->
                        other != newest && other.concurrency() == Policy.Concurrency.LATEST && other.isDebouncing())
                .toList();
        woken.forEach(QueuedAction::woken);
        return woken;
    }

    /** Whether a newer one waits in the place of this one. */
    boolean isSuperseded(QueuedAction action) {
        return action.concurrency() == Policy.Concurrency.LATEST
                && !action.hasBegun()
                && (action.superseded() || hasNewer(action));
    }

    /**
     * Gives a place back.
     *
     * @return the action that waits for it and may claim it again
     */
    Optional<QueuedAction> leave(QueuedAction action) {
        Deque<QueuedAction> queue = queues.get(action.key());
        if (queue == null) {
            return Optional.empty();
        }
        queue.remove(action);
        if (queue.isEmpty()) {
            queues.remove(action.key());
        }
        Optional<QueuedAction> next = Optional.ofNullable(queue.peek()).filter(QueuedAction::isWaiting);
        next.ifPresent(QueuedAction::woken);
        return next;
    }

    /**
     * Of those waiting only the newest runs: the others before it give up their places.
     *
     * @return those of them that sleep
     */
    private static List<QueuedAction> supersede(Deque<QueuedAction> queue, QueuedAction newest) {
        if (queue.peekLast() != newest) {
            return List.of();
        }
        List<QueuedAction> asleep = new ArrayList<>();
        queue.removeIf(other -> {
            boolean gone = other != newest && !other.hasBegun() && other.concurrency() == Policy.Concurrency.LATEST;
            if (gone) {
                other.supersede();
            }
            if (gone && other.isWaiting()) {
                asleep.add(other);
            }
            return gone;
        });
        return asleep;
    }

    /** Returns the action for which this one waits: the first of its queue. */
    Optional<QueuedAction> head(QueuedAction action) {
        return Optional.ofNullable(queues.get(action.key())).map(Deque::peek);
    }

    private boolean hasNewer(QueuedAction action) {
        Deque<QueuedAction> queue = queues.get(action.key());
        return queue != null && queue.peekLast() != action;
    }

    /** How many queues somebody has a place in, or is to have one. */
    int size() {
        return queues.size() + entering.size();
    }

    private Deque<QueuedAction> queue(QueuedAction action) {
        return queues.computeIfAbsent(action.key(), key -> new ArrayDeque<>());
    }
}
