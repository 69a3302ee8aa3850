package dev.jenvoy.store;

import com.google.errorprone.annotations.CheckReturnValue;
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
 * Who writes. There is one pen: whoever holds it takes, in each round, whatever waits, and commits first what needs no
 * sync of its own (so that the end of a hook does not wait for the sync of another delivery), then what came by offer.
 *
 * <p>A thread of this class takes the pen for all who go on without waiting, and for what is due from time to time. One
 * that has to wait anyway takes the pen itself when it lies there: two switches of threads less, each of which costs some
 * 0.01 ms of the processor and more than that in time. When it puts the pen down it looks again for what came meanwhile,
 * so nothing is left lying.
 *
 * <p>In a crowd nobody gains by being early: the thread alone writes, and lets changes gather for a moment, so that they
 * share one transaction with its sync and the pages that they touch. That takes a third off what the journal costs.
 */
@CheckReturnValue
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** The most changes in one transaction: bounds how long the first of them waits. */
    private static final int MAX_BATCH_CHANGES = 256;

    /** The most rounds that somebody writes for others before the writing thread takes over. */
    private static final int MOST_LENT = 2;

    /** How long changes gather in a crowd. */
    private static final long GATHERING = TimeUnit.MILLISECONDS.toNanos(1);

    /** How often something is done without being asked: notes, another try, folding the log back. */
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final Thread thread;
    private final Queue<QueuedChange<?>> queue = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final WriteBehindBuffer behind = new WriteBehindBuffer();
    private final DiskHealth trouble;
    private final ReentrantLock writeLock = new ReentrantLock();
    private final Object gate = new Object();
    private volatile CommitWatch watch = (took, synced) -> {};
    private volatile BooleanSupplier underLoad = () -> false;

    /** Kept by who holds the pen. */
    private final Deque<QueuedChange<?>> waiting = new ArrayDeque<>();

    private volatile boolean asleep;
    private volatile boolean closing;

    Writer(String name, Transactions transactions, DiskHealth trouble) {
        this.transactions = transactions;
        this.trouble = trouble;
        this.thread = new Thread(this::work, name + "-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has the writing thread do it. */
    <T> CompletionStage<T> enter(QueuedChange<T> ticket) {
        if (entered(ticket)) {
            wake();
        }
        return ticket.stage();
    }

    /** Does it on this thread, if nobody else writes and there is no crowd. */
    <T> CompletionStage<T> enterHere(QueuedChange<T> ticket) {
        if (entered(ticket)) {
            if (underLoad.getAsBoolean()) {
                wake();
            } else {
                writeOnCaller();
            }
        }
        return ticket.stage();
    }

    void writeBehind(Change<?> change) {
        if (behind.offer(change)) {
            wake();
        }
    }

    void watch(CommitWatch commits) {
        watch = commits;
    }

    void gatherIn(BooleanSupplier newCrowd) {
        underLoad = newCrowd;
    }

    Optional<String> trouble() {
        return trouble.reason();
    }

    /** Nothing enters once the thread has been told to end, so that nothing is left unanswered. */
    private boolean entered(QueuedChange<?> ticket) {
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
                // Asked for by what somebody does who was told of a change: this very thread looks again soon.
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
     * Has the writing thread run this when it comes by next, at once if it is idle: a sign that it lives. One that does not
     * run means that the thread has died, waits for the disk, or waits for who holds the pen.
     */
    void ask(Runnable answer) {
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
            // Nothing enters any more once that is set: the round that follows is the last, unless it leaves some.
            last = closing && queue.size() <= MAX_BATCH_CHANGES;
            try {
                pass(last);
            } catch (RuntimeException | Error e) {
                // All who wait for the journal wait for this thread.
                LOG.error("a round of the journal's writer failed", e);
                LockSupport.parkNanos(this, GATHERING);
            }
        } while (!last);
        waiting.forEach(
                ticket -> ticket.refuse(new IllegalStateException("closed before there was room to record it")));
        waiting.forEach(QueuedChange::tell);
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
        for (Runnable answer = questions.poll(); answer != null; answer = questions.poll()) {
            answer.run();
        }
    }

    /** Until something comes, at most for a round. */
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
     * What is done with the pen.
     *
     * <p>It takes out of {@code offered} whatever has been decided, and puts into {@code done} those of which there is
     * something to tell: at once, so that a fault in what follows changes nothing of that.
     */
    private interface Round {
        void write(List<QueuedChange<?>> offered, List<QueuedChange<?>> done);
    }

    /** With the pen, which it puts down before it tells those whose changes they were: what they do then takes its time. */
    private void write(Round round) {
        List<QueuedChange<?>> done;
        try {
            // Within the try even this: there may be no memory for it, and the pen must not stay held.
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

    /** Sorts what came. */
    private void take(List<QueuedChange<?>> offered) {
        for (int taken = 0; taken < MAX_BATCH_CHANGES; taken++) {
            QueuedChange<?> ticket = queue.poll();
            if (ticket == null) {
                return;
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
                done.addAll(all);
                return;
            }
        }
        while (!waiting.isEmpty() && !trouble.isOn()) {
            List<QueuedChange<?>> some =
                    waiting.stream().limit(MAX_BATCH_CHANGES).toList();
            if (commit(some)) {
                some.forEach(ticket -> waiting.remove());
                done.addAll(some);
            }
        }
        if (!offered.isEmpty() && (trouble.isOn() || !commit(offered))) {
            NoRoomException refusal = new NoRoomException(trouble.reason().orElse("the disk failed"));
            offered.forEach(ticket -> ticket.refuse(refusal));
        }
        done.addAll(offered);
        offered.clear();
    }

    /** What the writing thread does beside: nobody who writes for himself is to wait for that. */
    private void roundWithChores(List<QueuedChange<?>> offered, List<QueuedChange<?>> done, boolean last) {
        if (trouble.isOn() && (last || trouble.due())) {
            trouble.look(transactions);
        }
        round(offered, done);
        if (last || behind.due()) {
            List<QueuedChange<?>> notes = behind.take();
            if (!notes.isEmpty() && !trouble.isOn()) {
                // Notes are dropped where they cannot be written.
                boolean unusedCommitted = commit(notes);
            }
        }
        if (done.isEmpty() && waiting.isEmpty() && !trouble.isOn()) {
            transactions.checkpointWhenIdle();
        }
    }

    /** Commits them together, and tells the listeners of each. */
    private boolean commit(List<QueuedChange<?>> tickets) {
        long began = System.nanoTime();
        Optional<DiskHealth.Cause> failure = transactions.commit(tickets);
        if (failure.isPresent()) {
            trouble.enter(failure.get());
            return false;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        tickets.forEach(QueuedChange::committed);
        try {
            watch.committed(took, transactions.synced());
        } catch (RuntimeException | Error e) {
            LOG.error("what watches the journal's commits failed", e);
        }
        return true;
    }

    /** Ends the thread after everything that entered before was done. */
    void close() {
        synchronized (gate) {
            closing = true;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        transactions.close(waiting.isEmpty() && !trouble.isOn());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
