package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Policy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The turns of actions. Not safe for use by several threads: the dispatcher holds its lock around every call.
 *
 * <p>An ordered or latest action takes its place in its lane when its delivery is accepted, so that the order of
 * acceptance is kept; an exclusive one when it is the next of its delivery, so that a delivery which hangs before it
 * holds up nobody. Deliveries take all their places at once and in one order, and what runs waits for nothing: no two
 * can wait for each other.
 */
final class Lanes {

    /** The places taken, the longest waiting first. Only the first may run. */
    private final Map<Lane, Deque<Turn>> queues = new HashMap<>();

    /** Takes the places of an action when its delivery has been accepted. */
    void accepted(Turn turn) {
        if (turn.concurrency() == Policy.Concurrency.ORDERED || turn.concurrency() == Policy.Concurrency.LATEST) {
            queue(turn).add(turn);
        }
    }

    /** Whether an action that is the next of its delivery may run now; if not, it waits. */
    boolean claim(Turn turn) {
        if (turn.concurrency() == Policy.Concurrency.PARALLEL) {
            turn.runs();
            return true;
        }
        Deque<Turn> queue = queue(turn);
        if (turn.concurrency() == Policy.Concurrency.EXCLUSIVE && !queue.contains(turn)) {
            queue.add(turn);
        }
        if (turn.concurrency() == Policy.Concurrency.LATEST) {
            supersede(queue, turn);
        }
        turn.waits();
        if (queue.peek() != turn) {
            return false;
        }
        turn.runs();
        return true;
    }

    /** Whether a newer one waits in the place of this one. */
    boolean isSuperseded(Turn turn) {
        return turn.concurrency() == Policy.Concurrency.LATEST
                && !turn.hasBegun()
                && (turn.superseded() || hasNewer(turn));
    }

    /**
     * Gives a place back.
     *
     * @return the action that waits for it and may claim it again
     */
    Optional<Turn> leave(Turn turn) {
        Deque<Turn> queue = queues.get(turn.lane());
        if (queue == null) {
            return Optional.empty();
        }
        queue.remove(turn);
        if (queue.isEmpty()) {
            queues.remove(turn.lane());
        }
        Optional<Turn> next = Optional.ofNullable(queue.peek()).filter(Turn::isWaiting);
        next.ifPresent(Turn::woken);
        return next;
    }

    /** Of those waiting only the newest runs: the others before it give up their places. */
    private static void supersede(Deque<Turn> queue, Turn newest) {
        if (queue.peekLast() != newest) {
            return;
        }
        queue.removeIf(other -> {
            boolean gone = other != newest && !other.hasBegun() && other.concurrency() == Policy.Concurrency.LATEST;
            if (gone) {
                other.supersede();
            }
            return gone;
        });
    }

    private boolean hasNewer(Turn turn) {
        return queue(turn).peekLast() != turn;
    }

    private Deque<Turn> queue(Turn turn) {
        return queues.computeIfAbsent(turn.lane(), lane -> new ArrayDeque<>());
    }
}
