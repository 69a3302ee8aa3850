package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.share.QueueKey;
import dev.jenvoy.journal.share.Turnstiles;
import java.time.Instant;
import java.util.Optional;

/** One action's place in its key. Guarded by the dispatcher's lock. */
public final class QueuedAction {

    private enum State {
        /** An earlier action of its delivery has not ended. */
        EARLIER,
        WAITING,
        /** It failed and waits to be tried again; its place is kept. */
        BACKING_OFF,
        RUNNING
    }

    private final DeliveryRun work;
    private final QueueKey key;
    private final Policy.Concurrency concurrency;
    private State state = State.EARLIER;
    private Instant due = Instant.EPOCH;
    private boolean begun;
    private boolean debounced;
    private boolean superseded;
    private Optional<Turnstiles.Turn> turn = Optional.empty();

    QueuedAction(DeliveryRun work, QueueKey key, Policy.Concurrency concurrency) {
        this.work = work;
        this.key = key;
        this.concurrency = concurrency;
    }

    DeliveryRun work() {
        return work;
    }

    QueueKey key() {
        return key;
    }

    Policy.Concurrency concurrency() {
        return concurrency;
    }

    /** Marks that the action may claim again; it is woken once. */
    void woken() {
        state = State.EARLIER;
    }

    void waits() {
        state = State.WAITING;
    }

    void runs() {
        state = State.RUNNING;
        begun = true;
    }

    /** An earlier server had begun it. */
    public void resumes() {
        begun = true;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    void backsOff(Instant newDue) {
        state = State.BACKING_OFF;
        due = newDue;
    }

    /** Waits for a newer one until then; only once. */
    void debounces(Instant newDue) {
        debounced = true;
        backsOff(newDue);
    }

    /** Returns whether it has waited for a newer one, or does so now. */
    boolean hasDebounced() {
        return debounced;
    }

    /** Returns whether it waits for a newer one now. */
    boolean isDebouncing() {
        return isBackingOff() && !begun;
    }

    /** Returns when it is tried again; empty unless it backs off. */
    Optional<Instant> due() {
        return isBackingOff() ? Optional.of(due) : Optional.empty();
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isBackingOff() {
        return state == State.BACKING_OFF;
    }

    /** Whether it was ever started: it may be overtaken by nothing, also while it waits to be tried again. */
    boolean hasBegun() {
        return begun;
    }

    /** Returns its place among the exclusive actions of all servers; empty before it asked for one, or if there is one server. */
    Optional<Turnstiles.Turn> turn() {
        return turn;
    }

    void turn(Turnstiles.Turn taken) {
        turn = Optional.of(taken);
    }

    void supersede() {
        superseded = true;
    }

    boolean superseded() {
        return superseded;
    }
}
