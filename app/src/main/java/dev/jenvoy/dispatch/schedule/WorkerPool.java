package dev.jenvoy.dispatch.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run deliveries: never more at once than there are places, in the order in which they became ready. A
 * thread keeps its place for the next one that is ready.
 */
public final class WorkerPool {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final long AGAIN_MILLIS = 1_000;

    private final IntSupplier limit;
    private final Consumer<DeliveryRun> task;
    private final ShortageLog shortages;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final Deque<DeliveryRun> ready = new ArrayDeque<>();
    private volatile int busy;
    private volatile Runnable whenLeft = () -> {};
    private long left;
    private boolean closed;
    private boolean waitsForRoom;

    /**
     * @param name the beginning of the names of its threads
     * @param places how many may run at once; read each time
     * @param task advances one delivery as far as possible; throws nothing
     * @param shortages is informed when there is no room for another thread
     * @param timer tries again then
     */
    WorkerPool(
            String name,
            IntSupplier places,
            Consumer<DeliveryRun> task,
            ShortageLog shortages,
            ScheduledExecutorService timer) {
        this(name, places, task, shortages, timer, Thread::new);
    }

    /** @param maker makes the threads; may fail where there is no room for one */
    public WorkerPool(
            String name,
            IntSupplier places,
            Consumer<DeliveryRun> task,
            ShortageLog shortages,
            ScheduledExecutorService timer,
            ThreadFactory maker) {
        this.limit = places;
        this.task = task;
        this.shortages = shortages;
        this.timer = timer;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), runnable -> {
                    Thread thread = maker.newThread(runnable);
                    thread.setName(name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Has it run as soon as there is a place. */
    public synchronized void ready(DeliveryRun work) {
        if (closed) {
            return;
        }
        ready.add(work);
        startWorkers();
    }

    /** Reserves a worker for a delivery that is to run before all others; possible only while no delivery waits. */
    synchronized boolean reserve() {
        if (closed || !ready.isEmpty() || busy >= limit.getAsInt()) {
            return false;
        }
        busy++;
        return true;
    }

    /**
     * Runs it in a place that is counted already, as one that was kept is. Where there is no thread it waits for one: for
     * that of another delivery, or for room for one more.
     */
    void start(DeliveryRun work) {
        boolean unusedStarted = starts(work);
    }

    private boolean starts(DeliveryRun work) {
        try {
            threads.execute(() -> serve(work));
            shortages.end(this);
            return true;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                busy--;
                if (!closed) {
                    ready.addFirst(work);
                    waitForRoom();
                }
                notifyAll();
            }
            return false;
        }
    }

    /** There may be no other delivery whose end would bring those that are ready their turn. */
    private void waitForRoom() {
        if (!waitsForRoom) {
            waitsForRoom = true;
            Future<?> unusedTask = timer.schedule(this::tryAgain, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        shortages.begin(this, "the machine has no room for another thread");
    }

    private synchronized void tryAgain() {
        waitsForRoom = false;
        if (ready.isEmpty()) {
            // A thread that there was already has taken what waited.
            shortages.end(this);
        }
        startWorkers();
    }

    /** Gives a place up that was kept for one that does not come. */
    synchronized void giveUpReserved() {
        busy--;
        startWorkers();
        notifyAll();
    }

    /** Fills the places there are: their number may have been raised. */
    private synchronized void startWorkers() {
        int waiting = ready.size();
        while (waiting-- > 0 && !ready.isEmpty() && busy < limit.getAsInt()) {
            DeliveryRun first = ready.remove();
            busy++;
            if (!starts(first)) {
                return;
            }
        }
    }

    /** Returns the deliveries that are ready and have no worker. */
    synchronized Set<DeliveryRun> waiting() {
        return Set.copyOf(ready);
    }

    /** Has this run each time that a delivery has left its worker, on the worker's thread: because it has ended, or waits. */
    void whenLeft(Runnable told) {
        whenLeft = told;
    }

    /** Returns how many more could begin at once, or after so many others have ended. */
    synchronized int room(int others) {
        return closed ? 0 : Math.max(0, limit.getAsInt() + others - busy - ready.size());
    }

    /** Returns how many times a delivery has left its worker, because it has ended or waits for its turn or a time. */
    synchronized long left() {
        return left;
    }

    /** Returns how many may run at once. */
    int limit() {
        return limit.getAsInt();
    }

    /** How many run. */
    int busy() {
        return busy;
    }

    /** Lets nothing more begin; what runs, runs on. */
    synchronized void close() {
        closed = true;
        ready.clear();
    }

    /** Waits until nothing runs any more, at most this long. */
    synchronized boolean awaitIdle(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (busy > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Interrupts whatever still runs. */
    void interrupt() {
        threads.shutdownNow();
    }

    private void serve(DeliveryRun first) {
        @Nullable DeliveryRun work = first;
        while (work != null) {
            try {
                task.accept(work);
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "delivery's thread failed delivery={}", work.delivery().id(), e);
            }
            work = next();
            tell();
        }
    }

    private void tell() {
        try {
            whenLeft.run();
        } catch (RuntimeException | Error e) {
            LOG.error("the end of a delivery could not be told", e);
        }
    }

    private synchronized @Nullable DeliveryRun next() {
        left++;
        startWorkers();
        // The number of places may have been lowered while this one was taken.
        DeliveryRun work = busy > limit.getAsInt() ? null : ready.poll();
        if (work == null) {
            busy--;
            notifyAll();
        }
        return work;
    }
}
