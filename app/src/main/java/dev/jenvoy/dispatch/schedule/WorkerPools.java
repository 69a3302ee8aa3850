package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

/**
 * The workers: a pool that most kinds share, and one for each kind that has a limit of its own, so that a slow service
 * takes no place from scripts. A pool has no thread before an action needs one. Safe for use by several threads.
 */
final class WorkerPools {

    /** Names the pool that kinds without a limit share. No kind has an empty name. */
    static final String SHARED = "";

    private final ActionKinds kinds;
    private final BiConsumer<DeliveryRun, String> task;
    private final ShortageLog shortages;
    private final ScheduledExecutorService timer;
    private final WorkerPool shared;
    private final Map<String, WorkerPool> own = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param limit how many workers of the shared pool may run at once; read each time
     * @param task advances one run in the pool of this name, as far as possible; throws nothing
     */
    WorkerPools(
            ActionKinds kinds,
            IntSupplier limit,
            BiConsumer<DeliveryRun, String> task,
            ShortageLog shortages,
            ScheduledExecutorService timer) {
        this.kinds = kinds;
        this.task = task;
        this.shortages = shortages;
        this.timer = timer;
        this.shared = new WorkerPool("delivery", limit, work -> task.accept(work, SHARED), shortages, timer);
    }

    /** Returns the name of the pool in which the next action of a run is to run. */
    String name(DeliveryRun work) {
        ActionRun action = work.current();
        return action == null ? SHARED : name(action.step().planned().kind());
    }

    private String name(String kind) {
        return kinds.workers(kind).isPresent() ? kind : SHARED;
    }

    /** Returns the pool in which the next action of a run is to run. */
    WorkerPool of(DeliveryRun work) {
        return pool(name(work));
    }

    /** Returns the pool of a kind. */
    WorkerPool ofKind(String kind) {
        return pool(name(kind));
    }

    private WorkerPool pool(String name) {
        return name.equals(SHARED) ? shared : own.computeIfAbsent(name, this::make);
    }

    private WorkerPool make(String kind) {
        WorkerPool pool = new WorkerPool(
                kind, () -> kinds.workers(kind).orElse(1), work -> task.accept(work, kind), shortages, timer);
        if (closed) {
            pool.close();
        }
        return pool;
    }

    private List<WorkerPool> all() {
        List<WorkerPool> all = new ArrayList<>(own.values());
        all.add(shared);
        return all;
    }

    /** How many workers run, of all pools. */
    int busy() {
        return all().stream().mapToInt(WorkerPool::busy).sum();
    }

    /** Returns the pool that most kinds share. */
    WorkerPool shared() {
        return shared;
    }

    /** Lets nothing more begin; what runs, runs on. */
    void close() {
        closed = true;
        all().forEach(WorkerPool::close);
    }

    /** Waits until nothing runs any more, at most this long. */
    boolean awaitIdle(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        boolean idle = true;
        for (WorkerPool pool : all()) {
            idle &= pool.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return idle;
    }

    /** Interrupts whatever still runs. */
    void interrupt() {
        all().forEach(WorkerPool::interrupt);
    }
}
