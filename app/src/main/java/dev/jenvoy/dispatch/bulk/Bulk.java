package dev.jenvoy.dispatch.bulk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.jenvoy.dispatch.RedeliveryPart;
import dev.jenvoy.dispatch.bulk.BulkStatus.Reason;
import dev.jenvoy.dispatch.bulk.BulkStatus.State;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.OperatorRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The deliveries of one bulk, and how far they are. Safe for use by several threads. */
final class Bulk {

    private final long number;
    private final RedeliveryPart part;
    private final OperatorRequest asked;
    private final int total;
    private final InstantSource clock;

    @GuardedBy("this")
    private final Deque<Chosen> waiting;

    @GuardedBy("this")
    private final Set<Long> running = new TreeSet<>();

    @GuardedBy("this")
    private final Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);

    @GuardedBy("this")
    private int begun;

    @GuardedBy("this")
    private int succeeded;

    @GuardedBy("this")
    private int failed;

    @GuardedBy("this")
    private @Nullable OperatorRequest cancelledBy;

    /** How many of its deliveries are being accepted. */
    @GuardedBy("this")
    private int taken;

    @GuardedBy("this")
    private long lastTurn;

    @GuardedBy("this")
    private @Nullable Instant ended;

    Bulk(long number, List<Chosen> chosen, RedeliveryPart part, OperatorRequest asked, InstantSource clock) {
        this.number = number;
        this.part = part;
        this.asked = asked;
        this.total = chosen.size();
        this.waiting = new ArrayDeque<>(chosen);
        this.clock = clock;
    }

    long number() {
        return number;
    }

    RedeliveryPart part() {
        return part;
    }

    OperatorRequest asked() {
        return asked;
    }

    /** Returns the number of its last turn; 0 before the first. */
    synchronized long lastTurn() {
        return lastTurn;
    }

    /** It is its turn, the one with this number. */
    synchronized void turn(long number) {
        lastTurn = number;
    }

    /** Returns the next delivery, which {@link #began}, {@link #leave} or {@link #putBack} is to be called for. */
    synchronized Optional<Chosen> take() {
        Chosen next = waiting.poll();
        if (next != null) {
            taken++;
        }
        return Optional.ofNullable(next);
    }

    synchronized void putBack(Chosen chosen) {
        if (ended != null) {
            return;
        }
        if (cancelledBy != null) {
            leave(Reason.CANCELLED);
        } else {
            taken--;
            waiting.addFirst(chosen);
        }
    }

    synchronized void leave(Reason reason) {
        if (ended != null) {
            return;
        }
        taken--;
        leftOut.merge(reason, 1, Integer::sum);
        settle();
    }

    /** A delivery was accepted again, under this number. */
    synchronized void began(long entry) {
        if (ended != null) {
            return;
        }
        taken--;
        begun++;
        running.add(entry);
    }

    /** Returns whether a delivery that ended is one of this bulk. Counts it once. */
    synchronized boolean ended(long entry, DeliveryState state) {
        if (!running.remove(entry)) {
            return false;
        }
        if (state == DeliveryState.SUCCEEDED) {
            succeeded++;
        } else if (state == DeliveryState.FAILED || state == DeliveryState.SET_ASIDE) {
            failed++;
        }
        settle();
        return true;
    }

    /** Begins nothing more. Returns the deliveries that were accepted and have not ended; empty if all had ended before. */
    synchronized Optional<List<Long>> cancel(OperatorRequest by) {
        if (ended != null || cancelledBy != null) {
            return Optional.empty();
        }
        cancelledBy = by;
        if (!waiting.isEmpty()) {
            leftOut.merge(Reason.CANCELLED, waiting.size(), Integer::sum);
            waiting.clear();
        }
        settle();
        return Optional.of(List.copyOf(running));
    }

    /** Ends after a fault, because what is under way is not followed any more: nothing that comes later counts. */
    synchronized void abandon() {
        int left = waiting.size() + taken;
        if (left > 0) {
            leftOut.merge(Reason.FAULT, left, Integer::sum);
        }
        waiting.clear();
        taken = 0;
        running.clear();
        settle();
    }

    /** Returns who cancelled it, if it was. */
    synchronized Optional<OperatorRequest> cancelledBy() {
        return Optional.ofNullable(cancelledBy);
    }

    /** Returns whether a delivery was accepted for this bulk and has not ended, as far as is known. */
    synchronized boolean runs(long entry) {
        return running.contains(entry);
    }

    /** Returns how many are under way or being accepted. */
    synchronized int underWay() {
        return running.size() + taken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized boolean isOver() {
        return ended != null;
    }

    private synchronized void settle() {
        if (ended == null && waiting.isEmpty() && running.isEmpty() && taken == 0) {
            ended = clock.instant();
        }
    }

    synchronized BulkStatus status() {
        State state = ended == null ? State.RUNNING : cancelledBy != null ? State.CANCELLED : State.DONE;
        return new BulkStatus(
                number,
                asked,
                state,
                Optional.ofNullable(ended),
                total,
                begun,
                running.size(),
                succeeded,
                failed,
                leftOut);
    }
}
