package dev.jenvoy.dispatch.bulk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Redelivery;
import dev.jenvoy.dispatch.RedeliveryPart;
import dev.jenvoy.dispatch.bulk.BulkStatus.Reason;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.OperatorRequest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs chosen deliveries again, on one thread that exists while there are some. Of all bulks together it keeps at most four
 * deliveries under way, and at most a quarter of {@code max_concurrent}; while any delivery
 * waits for a worker, it begins no other. So what arrives finds a free worker as before. Several bulks take turns.
 *
 * <p>A bulk is kept in memory. It ends with the server: what was accepted runs, also after the next start, and the rest is
 * not run again. Safe for use by several threads.
 */
public final class Bulks {

    /** The most deliveries of one bulk. */
    public static final int MOST_DELIVERIES = 10_000;

    /** The most bulks that go on at once. */
    public static final int MOST_GOING_ON = 20;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final int MOST_UNDER_WAY = 4;
    private static final int KEPT = 50;
    private static final int PATIENCE_SECONDS = 30;
    private static final int STOP_SECONDS = 5;

    /** How soon it is seen that workers are free. */
    private static final long LOOK_MILLIS = 100;

    private final Dispatcher dispatcher;
    private final Journal journal;
    private final History history;
    private final Supplier<DispatchOptions> settings;
    private final InstantSource clock;
    private final Listener listener = this::heard;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean closed;

    /** The newest first; those that go on are never removed. */
    @GuardedBy("this")
    private final Deque<Bulk> bulks = new ArrayDeque<>();

    @GuardedBy("this")
    private long last;

    @GuardedBy("this")
    private long lastTurn;

    /** What is known late of deliveries whose acceptance took long; done by the bulks' thread. */
    private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

    @GuardedBy("this")
    private @Nullable Thread thread;

    public Bulks(
            Dispatcher dispatcher,
            Journal journal,
            History history,
            Supplier<DispatchOptions> settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.journal = journal;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins to run deliveries again.
     *
     * @param chosen in the order in which they are to be accepted, one for each key
     * @param asked who asked; recorded with each new delivery
     * @return how far it is; empty if too many bulks go on, or the server is stopping
     */
    public synchronized Optional<BulkStatus> begin(List<Chosen> chosen, RedeliveryPart part, OperatorRequest asked) {
        if (closed || bulks.stream().filter(bulk -> !bulk.isOver()).count() >= MOST_GOING_ON) {
            return Optional.empty();
        }
        Bulk bulk = new Bulk(++last, chosen, part, asked, clock);
        bulks.addFirst(bulk);
        while (bulks.size() > KEPT && bulks.getLast().isOver()) {
            bulks.removeLast();
        }
        LOG.info("bulk begins bulk={} deliveries={} by={}", bulk.number(), chosen.size(), asked.address());
        if (thread == null) {
            journal.follow(listener);
            thread = new Thread(this::run, "bulk");
            thread.setDaemon(true);
            thread.start();
        }
        return Optional.of(bulk.status());
    }

    /** Returns the last bulks, newest first. */
    public synchronized List<BulkStatus> all() {
        return bulks.stream().map(Bulk::status).toList();
    }

    /** Returns one of the last bulks. */
    public Optional<BulkStatus> find(long number) {
        return bulk(number).map(Bulk::status);
    }

    private synchronized Optional<Bulk> bulk(long number) {
        return bulks.stream().filter(bulk -> bulk.number() == number).findFirst();
    }

    /**
     * Begins no more deliveries of a bulk, and cancels those of it that wait. Those that run go on.
     *
     * @param asked who asks for it
     * @return whether the bulk went on until now
     */
    public boolean cancel(long number, OperatorRequest asked) {
        Optional<List<Long>> left = bulk(number).flatMap(bulk -> bulk.cancel(asked));
        if (left.isEmpty()) {
            return false;
        }
        LOG.info("bulk is cancelled bulk={} by={}", number, asked.address());
        cancelWaiting(left.get(), asked);
        news.release();
        return true;
    }

    /** Cancels those of some deliveries that have not begun. */
    private void cancelWaiting(List<Long> entries, OperatorRequest asked) {
        for (DeliverySummary delivery : history.summaries(entries)) {
            if (delivery.state() == DeliveryState.QUEUED) {
                journal.cancel(delivery.entry(), Optional.of(asked)).whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("delivery of a bulk could not be cancelled entry={}", delivery.entry(), failure);
                    }
                });
            }
        }
    }

    /** Called on the journal's thread. */
    private void heard(JournalEvent news) {
        if (news instanceof JournalEvent.Finished finished) {
            ended(finished.entry(), finished.state());
        } else if (news instanceof JournalEvent.Touched touched && isUnderWay(touched.entry())) {
            // At another server. What it came to is read by the bulks' thread.
            late.add(() -> lookAt(touched.entry()));
            this.news.release();
        }
    }

    private synchronized boolean isUnderWay(long entry) {
        return bulks.stream().anyMatch(bulk -> bulk.runs(entry));
    }

    /** Counts a delivery if it has ended. */
    private void lookAt(long entry) {
        history.summaries(List.of(entry)).stream()
                .filter(delivery -> delivery.state().ended())
                .forEach(delivery -> ended(entry, delivery.state()));
    }

    private synchronized void ended(long entry, DeliveryState state) {
        if (bulks.stream().anyMatch(bulk -> bulk.ended(entry, state))) {
            news.release();
        }
    }

    private void run() {
        try {
            while (goesOn()) {
                doLate();
                Optional<Bulk> next = closed || !hasRoom() ? Optional.empty() : nextInTurn();
                if (next.isEmpty() || !step(next.get())) {
                    await();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("bulks end with the server");
        } catch (RuntimeException | Error e) {
            LOG.error("bulks end because of a fault", e);
            synchronized (this) {
                bulks.forEach(Bulk::abandon);
                journal.unfollow(listener);
                thread = null;
            }
        }
    }

    /** Returns whether any bulk goes on; if not, this thread is to end. */
    private synchronized boolean goesOn() {
        boolean any = !closed && bulks.stream().anyMatch(bulk -> !bulk.isOver());
        if (!any) {
            journal.unfollow(listener);
            thread = null;
        }
        return any;
    }

    /** Waits for the end of a delivery of a bulk, or until it is time to look again. */
    private void await() throws InterruptedException {
        boolean unusedIsNews = news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        int unusedMore = news.drainPermits();
    }

    /** Returns whether another delivery may be accepted: few are under way, and no delivery that is here waits for a worker. */
    private boolean hasRoom() {
        DispatchOptions now = settings.get();
        int underWay;
        synchronized (this) {
            underWay = bulks.stream().mapToInt(Bulk::underWay).sum();
        }
        return underWay < Math.max(1, Math.min(MOST_UNDER_WAY, now.maxConcurrent() / 4))
                && dispatcher.load().queued() <= now.maxBacklog() / 2
                && dispatcher.waitReasons().stream().noneMatch(WaitReason.NoWorker.class::isInstance);
    }

    /**
     * Returns the bulk whose turn it is: of those that have something to do, the one with the least under way; of equals, the
     * one whose last turn was first.
     */
    private synchronized Optional<Bulk> nextInTurn() {
        Optional<Bulk> chosen = bulks.stream()
                .filter(bulk -> bulk.waiting() > 0)
                .min(Comparator.comparingInt(Bulk::underWay)
                        .thenComparingLong(Bulk::lastTurn)
                        .thenComparingLong(Bulk::number));
        lastTurn++;
        if (chosen.isPresent()) {
            chosen.get().turn(lastTurn);
        }
        return chosen;
    }

    /** Runs the next delivery of a bulk again. Returns false if it cannot be accepted now. */
    private boolean step(Bulk bulk) throws InterruptedException {
        Optional<Chosen> next = bulk.take();
        if (next.isEmpty()) {
            return false;
        }
        Chosen chosen = next.get();
        Optional<Redelivery> answer;
        try {
            List<Long> attempts = history.entriesOf(chosen.key());
            if (attempts.isEmpty()) {
                bulk.leave(Reason.DELETED);
                return true;
            }
            if (attempts.get(0) != chosen.entry()) {
                bulk.leave(Reason.NEWER_ATTEMPT);
                return true;
            }
            answer = ask(bulk, chosen);
        } catch (ExecutionException | RuntimeException e) {
            LOG.error("delivery of a bulk could not be run again entry={} bulk={}", chosen.entry(), bulk.number(), e);
            bulk.leave(Reason.FAULT);
            return true;
        }
        return answer.isPresent() && accepted(bulk, chosen, answer.get());
    }

    /** Asks for a delivery to be run again; empty if the answer comes {@linkplain #late later}. */
    private Optional<Redelivery> ask(Bulk bulk, Chosen chosen) throws InterruptedException, ExecutionException {
        CompletionStage<Redelivery> asked = dispatcher.redeliver(chosen.entry(), clock.instant(), bulk.part());
        try {
            return Optional.of(asked.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            LOG.error(
                    "the journal is slow, a delivery of a bulk is accepted later entry={} bulk={}",
                    chosen.entry(),
                    bulk.number());
            asked.whenComplete((answer, failure) -> {
                late.add(() -> acceptedLate(bulk, chosen, answer, failure));
                news.release();
            });
            return Optional.empty();
        }
    }

    /** Does what is due for deliveries whose acceptance took long. */
    private void doLate() {
        for (Runnable next = late.poll(); next != null; next = late.poll()) {
            next.run();
        }
    }

    private void acceptedLate(Bulk bulk, Chosen chosen, @Nullable Redelivery redelivery, @Nullable Throwable failure) {
        if (redelivery == null) {
            LOG.error(
                    "delivery of a bulk could not be run again entry={} bulk={}",
                    chosen.entry(),
                    bulk.number(),
                    failure);
            bulk.leave(Reason.FAULT);
        } else {
            boolean unusedNow = accepted(bulk, chosen, redelivery);
        }
    }

    private boolean accepted(Bulk bulk, Chosen chosen, Redelivery redelivery) {
        if (redelivery instanceof Redelivery.Begun begun) {
            began(bulk, begun.entry());
            return true;
        }
        if (redelivery instanceof Redelivery.Unavailable) {
            bulk.putBack(chosen);
            return false;
        }
        bulk.leave(
                redelivery instanceof Redelivery.UnderWay
                        ? Reason.RUNNING
                        : redelivery instanceof Redelivery.NoPayload
                                ? Reason.NO_PAYLOAD
                                : redelivery instanceof Redelivery.Unmatched ? Reason.NO_HOOK : Reason.DELETED);
        return true;
    }

    private void began(Bulk bulk, long entry) {
        bulk.began(entry);
        journal.requested(entry, bulk.asked()).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("the operator of a redelivery could not be recorded entry={}", entry, failure);
            }
        });
        bulk.cancelledBy().ifPresent(asked -> cancelWaiting(List.of(entry), asked));
        // It may have ended before it was known to be of this bulk.
        lookAt(entry);
    }

    /**
     * Begins no more deliveries, and waits until no delivery is being accepted, for five seconds at most. What was accepted is the
     * dispatcher's.
     */
    public void stop() throws InterruptedException {
        closed = true;
        news.release();
        @Nullable Thread running;
        synchronized (this) {
            running = thread;
            for (Bulk bulk : bulks) {
                if (!bulk.isOver()) {
                    LOG.warn(
                            "bulk ends with the server, the rest is not run again bulk={} left={}",
                            bulk.number(),
                            bulk.waiting());
                }
            }
        }
        if (running != null) {
            running.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        }
    }
}
