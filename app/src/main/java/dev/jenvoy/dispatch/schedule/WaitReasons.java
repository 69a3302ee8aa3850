package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.dispatch.schedule.DeliveryRun.Todo;
import java.util.Optional;
import java.util.Set;

/**
 * Explains why deliveries wait, from one look at the queues and the workers. Is used while the lock of the queues is held,
 * which keeps what it saw true.
 */
final class WaitReasons {

    private final ConcurrencyQueues lanes;
    private final ShortageLog shortages;
    private final WorkerPool crew;
    private final Set<DeliveryRun> ready;
    private final int busy;
    private final int limit;
    private final boolean stopping;

    WaitReasons(ConcurrencyQueues lanes, ShortageLog shortages, WorkerPool crew, boolean stopping) {
        this.lanes = lanes;
        this.shortages = shortages;
        this.crew = crew;
        this.ready = crew.waiting();
        this.busy = crew.busy();
        this.limit = crew.limit();
        this.stopping = stopping;
    }

    /** Returns why the current action of the delivery waits; empty while it runs or is about to. */
    Optional<WaitReason> of(DeliveryRun work) {
        Todo todo = work.current();
        if (todo == null) {
            return Optional.empty();
        }
        QueuedAction turn = todo.turn();
        if (ready.contains(work)) {
            return noWorker();
        }
        if (turn.isWaiting()) {
            return lanes.head(turn)
                    .map(head -> new WaitReason.Predecessor(
                            head.work().entry().id(), turn.lane().label()));
        }
        Optional<WaitReason> pause = turn.due()
                .map(due -> shortages
                        .missing(todo)
                        .<WaitReason>map(missing -> new WaitReason.Shortage(missing, Optional.of(due)))
                        .orElseGet(() -> new WaitReason.RetryPause(todo.attempt() + 1, due)));
        if (pause.isPresent()) {
            return pause;
        }
        return stopping && !turn.isRunning()
                ? Optional.of(new WaitReason.NextStart("the server is stopping"))
                : Optional.empty();
    }

    /** Empty in the moment in which a worker takes it. */
    private Optional<WaitReason> noWorker() {
        Optional<WaitReason> noThread =
                shortages.missing(crew).map(missing -> new WaitReason.Shortage(missing, Optional.empty()));
        return noThread.isPresent() || busy < limit ? noThread : Optional.of(new WaitReason.NoWorker(busy, limit));
    }
}
