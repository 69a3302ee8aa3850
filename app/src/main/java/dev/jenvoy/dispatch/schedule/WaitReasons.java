package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.dispatch.share.WorkerShares;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Explains why deliveries wait, from one look at the queues and the workers. Is used while the lock of the queues is held,
 * which keeps what it saw true.
 */
final class WaitReasons {

    private final ConcurrencyQueues queues;
    private final WorkerShares<DeliveryRun> shares;
    private final ShortageLog shortages;
    private final WorkerPools pools;
    private final Map<WorkerPool, Set<DeliveryRun>> ready = new HashMap<>();
    private final boolean stopping;

    WaitReasons(
            ConcurrencyQueues queues,
            WorkerShares<DeliveryRun> shares,
            ShortageLog shortages,
            WorkerPools pools,
            boolean stopping) {
        this.queues = queues;
        this.shares = shares;
        this.shortages = shortages;
        this.pools = pools;
        this.stopping = stopping;
    }

    /** Returns why the current action of the delivery waits; empty while it runs or is about to. */
    Optional<WaitReason> of(DeliveryRun work) {
        ActionRun action = work.current();
        if (action == null) {
            return Optional.empty();
        }
        QueuedAction queued = action.queued();
        WorkerPool pool = pools.of(work);
        if (ready.computeIfAbsent(pool, WorkerPool::waiting).contains(work)) {
            return noWorker(work, pool);
        }
        Optional<ActionKind.Share> full = shares.awaited(work);
        if (full.isPresent()) {
            return Optional.of(new WaitReason.NoPlace(
                    full.get().name(), shares.busy(full.get()), full.get().places()));
        }
        if (queued.isWaiting() && queued.turn().isPresent()) {
            return Optional.of(new WaitReason.Turnstile(
                    queued.turn().get().behind(), queued.key().label()));
        }
        if (queued.isWaiting()) {
            return queues.head(queued)
                    .map(head -> new WaitReason.Predecessor(
                            head.work().entry().id(), queued.key().label()));
        }
        Optional<WaitReason> pause = queued.due()
                .map(due -> shortages
                        .missing(action)
                        .<WaitReason>map(missing -> new WaitReason.Shortage(missing, Optional.of(due)))
                        .orElseGet(() -> queued.isDebouncing()
                                ? new WaitReason.Debounce(due)
                                : new WaitReason.RetryPause(action.attempt() + 1, due)));
        if (pause.isPresent()) {
            return pause;
        }
        return stopping && !queued.isRunning()
                ? Optional.of(new WaitReason.NextStart("the server is stopping"))
                : Optional.empty();
    }

    /** Empty in the moment in which a worker takes it. */
    private Optional<WaitReason> noWorker(DeliveryRun work, WorkerPool pool) {
        Optional<WaitReason> noThread =
                shortages.missing(pool).map(missing -> new WaitReason.Shortage(missing, Optional.empty()));
        int busy = pool.busy();
        int limit = pool.limit();
        return noThread.isPresent() || busy < limit
                ? noThread
                : Optional.of(new WaitReason.NoWorker(pools.name(work), busy, limit));
    }
}
