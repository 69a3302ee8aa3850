package dev.jenvoy.store.write;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes queued changes in batches. {@code writeLock} is held by one thread at a time. Each batch first commits changes
 * that need no sync of their own, so that the end of a hook never waits for another delivery's sync, and then the
 * offered ones.
 *
 * <p>The writer thread writes for callers that do not wait, and does regular work. A caller that must block anyway
 * writes the batch itself if the lock is free, which saves two context switches. After releasing the lock it checks the
 * queue again, so no change is missed.
 *
 * <p>Under load only the writer thread writes, and waits briefly so that more changes share one transaction with its
 * sync and its pages.
 */
@CheckReturnValue
public final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** The maximum number of changes in one transaction, which limits how long the first of them waits. */
    private static final int MAX_BATCH_CHANGES = 256;

    /** The maximum number of batches that a caller writes for others before the writer thread takes over. */
    private static final int MOST_LENT = 2;

    /** How long changes gather under load. */
    private static final long GATHERING = TimeUnit.MILLISECONDS.toNanos(1);

    /** The interval of regular work: write-behind changes, another try after trouble, merging the log. */
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final Thread thread;
    private final Queue<QueuedChange<?>> queue = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final WriteBehindBuffer behind = new WriteBehindBuffer();
    private final WriteHealth trouble;
    private final ReentrantLock writeLock = new ReentrantLock();
    private final Object gate = new Object();
    private volatile Store.CommitWatch watch = (took, synced) -> {};
    private volatile BooleanSupplier underLoad = () -> false;

    /** Guarded by {@link #writeLock}. */
    private final Deque<QueuedChange<?>> waiting = new ArrayDeque<>();

    /** What could not be recorded for now, while the rest could. */
    private final SetAside setAside = new SetAside();

    private volatile boolean asleep;
    private volatile boolean closing;

    public Writer(String name, Transactions transactions, WriteHealth trouble) {
        this.transactions = transactions;
        this.trouble = trouble;
        trouble.onSign(this::refuseOffered);
        this.thread = new Thread(this::work, name + "-writer");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Queues a change for the writer thread. */
    public <T> CompletionStage<T> enter(QueuedChange<T> ticket) {
        if (entered(ticket)) {
            wake();
        }
        return ticket.stage();
    }

    /** Writes a change on this thread, if no other thread is writing and there is no load. */
    public <T> CompletionStage<T> enterHere(QueuedChange<T> ticket) {
        if (entered(ticket)) {
            if (underLoad.getAsBoolean()) {
                wake();
            } else {
                writeOnCaller();
            }
        }
        return ticket.stage();
    }

    public void writeBehind(Change<?> change) {
        if (behind.offer(change)) {
            wake();
        }
    }

    public void watch(Store.CommitWatch commits) {
        watch = commits;
    }

    public void gatherIn(BooleanSupplier newCrowd) {
        underLoad = newCrowd;
    }

    /** Returns how many changes are set aside until the database can record them. */
    public int setAside() {
        return setAside.size();
    }

    public Optional<String> trouble() {
        return trouble.reason();
    }

    /** Queues a change. Rejects it once the store is closing, so that no change stays without an answer. */
    private boolean entered(QueuedChange<?> ticket) {
        if (trouble.isHeldUp() && ticket.whenFull == QueuedChange.WhenFull.IS_REFUSED) {
            ticket.refuse(new NoRoomException(trouble.reason().orElse("the database is away")));
            ticket.tell();
            return false;
        }
        synchronized (gate) {
            if (!closing) {
                return queue.add(ticket);
            }
        }
        ticket.refuse(
                ticket.whenFull == QueuedChange.WhenFull.IS_REFUSED
                        ? new NoRoomException("the server is stopping")
                        : new IllegalStateException("the store is closed"));
        ticket.tell();
        return false;
    }

    private void writeOnCaller() {
        for (int rounds = 0; !queue.isEmpty(); rounds++) {
            if (writeLock.isHeldByCurrentThread()) {
                // A listener of a change asked for this one. The same thread checks the queue again soon.
                return;
            }
            if (rounds == MOST_LENT) {
                wake();
                return;
            }
            if (!writeLock.tryLock()) {
                return;
            }
            write(this::round);
        }
    }

    /**
     * Runs this on the writer thread when it next wakes up, at once if it is idle. If it does not run, the thread has
     * died, waits for the disk, or waits for the lock.
     */
    public void ask(Runnable answer) {
        questions.add(answer);
        wake();
    }

    private void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private void work() {
        boolean last;
        do {
            // Once closing is set, no change is queued any more. The next batch is the last, unless it leaves some.
            last = closing && queue.size() <= MAX_BATCH_CHANGES;
            try {
                pass(last);
            } catch (RuntimeException | Error e) {
                // All callers of the journal depend on this thread, so it must continue.
                LOG.error("a round of the journal's writer failed", e);
                LockSupport.parkNanos(this, GATHERING);
            }
        } while (!last);
        List<QueuedChange<?>> left = new ArrayList<>(setAside.all());
        left.addAll(waiting);
        left.forEach(ticket -> ticket.refuse(new IllegalStateException("closed before it could be recorded")));
        left.forEach(QueuedChange::tell);
    }

    private void pass(boolean last) {
        if (!closing && queue.isEmpty()) {
            sleep();
        }
        if (!closing && !queue.isEmpty() && underLoad.getAsBoolean()) {
            LockSupport.parkNanos(this, GATHERING);
        }
        writeLock.lock();
        write((offered, done) -> roundWithChores(offered, done, last));
        answerQuestions();
    }

    /** On the writing thread while it is held up: what may be refused does not wait for the end of that. */
    private void refuseOffered() {
        answerQuestions();
        List<QueuedChange<?>> offered = new ArrayList<>();
        boolean unusedRemoved =
                queue.removeIf(ticket -> ticket.whenFull == QueuedChange.WhenFull.IS_REFUSED && offered.add(ticket));
        NoRoomException refusal = new NoRoomException(trouble.reason().orElse("the database is away"));
        offered.forEach(ticket -> ticket.refuse(refusal));
        offered.forEach(QueuedChange::tell);
    }

    private void answerQuestions() {
        for (Runnable answer = questions.poll(); answer != null; answer = questions.poll()) {
            answer.run();
        }
    }

    /** Sleeps until there is work, at most for one interval. */
    private void sleep() {
        asleep = true;
        if (queue.isEmpty() && questions.isEmpty() && !closing && !behind.due()) {
            LockSupport.parkNanos(this, ROUND);
        }
        asleep = false;
        if (Thread.interrupted()) {
            LOG.warn("the journal's writer ignores an interruption");
        }
    }

    /**
     * The work that is done with the lock.
     *
     * <p>Removes decided changes from {@code offered}, and adds those that can be completed to {@code done}. Does both
     * at once, so that a later failure cannot change their result.
     */
    private interface Round {
        void write(List<QueuedChange<?>> offered, List<QueuedChange<?>> done);
    }

    /**
     * Does a batch with the lock, and releases the lock before it completes the stages, because their callbacks may
     * take long.
     */
    private void write(Round round) {
        List<QueuedChange<?>> done;
        try {
            // The allocation is inside the try block, because it may fail, and the lock must not stay held.
            done = new ArrayList<>();
            write(round, done);
        } finally {
            writeLock.unlock();
        }
        done.forEach(QueuedChange::tell);
    }

    private void write(Round round, List<QueuedChange<?>> done) {
        List<QueuedChange<?>> offered = new ArrayList<>();
        try {
            take(offered);
            round.write(offered, done);
        } catch (RuntimeException | Error e) {
            offered.forEach(ticket -> ticket.refuse(new IllegalStateException("not recorded", e)));
            done.addAll(offered);
            LOG.error("a round of the journal's writer failed", e);
        }
    }

    /** Sorts the queued changes. */
    private void take(List<QueuedChange<?>> offered) {
        for (int taken = 0; taken < MAX_BATCH_CHANGES; taken++) {
            QueuedChange<?> ticket = queue.poll();
            if (ticket == null) {
                return;
            }
            if (setAside.takes(ticket)) {
                continue;
            }
            if (ticket.whenFull == QueuedChange.WhenFull.WAITS) {
                waiting.add(ticket);
            } else {
                offered.add(ticket);
            }
        }
    }

    private void round(List<QueuedChange<?>> offered, List<QueuedChange<?>> done) {
        if (underLoad.getAsBoolean() && waiting.size() < MAX_BATCH_CHANGES && !trouble.isOn()) {
            List<QueuedChange<?>> all = new ArrayList<>(waiting);
            all.addAll(offered);
            if (all.isEmpty() || commit(all)) {
                waiting.clear();
                offered.clear();
                done.addAll(setAside.without(all, waiting));
                return;
            }
        }
        while (!waiting.isEmpty() && !trouble.isOn()) {
            List<QueuedChange<?>> some =
                    waiting.stream().limit(MAX_BATCH_CHANGES).toList();
            if (commit(some)) {
                some.forEach(ticket -> waiting.remove());
                done.addAll(setAside.without(some, waiting));
            }
        }
        if (!offered.isEmpty() && (trouble.isOn() || !commit(offered))) {
            NoRoomException refusal = new NoRoomException(trouble.reason().orElse("the disk failed"));
            offered.forEach(ticket -> ticket.refuse(refusal));
        }
        done.addAll(offered);
        offered.clear();
    }

    /** Does a batch with the regular work of the writer thread, which other callers must not wait for. */
    private void roundWithChores(List<QueuedChange<?>> offered, List<QueuedChange<?>> done, boolean last) {
        if (trouble.isOn() && (last || trouble.due())) {
            trouble.look(transactions);
        }
        round(offered, done);
        if (setAside.isDue(last) && !trouble.isOn()) {
            List<QueuedChange<?>> again = setAside.some(MAX_BATCH_CHANGES);
            if (committed(again, transactions.commitSetAside(again))) {
                done.addAll(setAside.tried(again));
            }
        }
        if (last || behind.due()) {
            List<QueuedChange<?>> notes = behind.take();
            if (!notes.isEmpty() && !trouble.isOn()) {
                // Write-behind changes are dropped if they cannot be written.
                boolean unusedCommitted = commit(notes);
            }
        }
        if (done.isEmpty() && waiting.isEmpty() && !trouble.isOn()) {
            transactions.whenIdle();
        }
    }

    /** Commits changes together, and calls their listeners. */
    private boolean commit(List<QueuedChange<?>> tickets) {
        long began = System.nanoTime();
        Optional<WriteHealth.Cause> failure = transactions.commit(tickets);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (!committed(tickets, failure)) {
            return false;
        }
        try {
            watch.committed(took, transactions.synced());
        } catch (RuntimeException | Error e) {
            LOG.error("the observer of the journal's commits failed", e);
        }
        return true;
    }

    private boolean committed(List<QueuedChange<?>> tickets, Optional<WriteHealth.Cause> failure) {
        if (failure.isPresent()) {
            trouble.enter(failure.get());
            return false;
        }
        transactions.tell(() -> tickets.forEach(QueuedChange::committed));
        return true;
    }

    /** Ends the thread after all queued changes were handled. */
    public void close() {
        synchronized (gate) {
            closing = true;
        }
        transactions.closing();
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        transactions.close(waiting.isEmpty() && setAside.size() == 0 && !trouble.isOn());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
