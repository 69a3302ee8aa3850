package dev.jenvoy.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes. Each round it takes whatever waits, and commits first what needs no sync of its own (so that
 * the start of a hook does not wait for the sync of another delivery), then what came by offer.
 */
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    /** The most changes in one transaction: bounds how long the first of them waits. */
    private static final int MOST = 256;

    /** How often something is done without being asked: notes, another try, folding the log back. */
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final Thread thread;
    private final BlockingQueue<Ticket<?>> queue = new LinkedBlockingQueue<>();
    private final Behind behind = new Behind();
    private final Deque<Ticket<?>> waiting = new ArrayDeque<>();
    private final Trouble trouble;
    private final Object gate = new Object();
    private volatile CommitWatch watch = (took, synced) -> {};
    private boolean closing;

    Writer(String name, Transactions transactions, Trouble trouble) {
        this.transactions = transactions;
        this.trouble = trouble;
        this.thread = new Thread(this::work, name + "-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    <T> CompletionStage<T> write(Durability durability, Change<T> change) {
        return enter(new Ticket<>(durability, Ticket.Patience.WAITS, change));
    }

    <T> CompletionStage<T> offer(Durability durability, Change<T> change) {
        return enter(new Ticket<>(durability, Ticket.Patience.IS_REFUSED, change));
    }

    void writeBehind(Change<?> change) {
        if (behind.offer(change)) {
            enter(new Ticket<>(Durability.PROCESS, Ticket.Patience.IS_REFUSED, session -> true));
        }
    }

    void watch(CommitWatch commits) {
        watch = commits;
    }

    Optional<String> trouble() {
        return trouble.reason();
    }

    /** Nothing enters once the thread has been told to end, so that nothing is left unanswered. */
    private <T> CompletionStage<T> enter(Ticket<T> ticket) {
        synchronized (gate) {
            if (!closing) {
                queue.add(ticket);
                return ticket.stage();
            }
        }
        if (ticket.patience == Ticket.Patience.IS_REFUSED) {
            ticket.fail(new NoRoomException("the server is stopping"));
        } else {
            ticket.fail(new IllegalStateException("the store is closed"));
        }
        return ticket.stage();
    }

    private void work() {
        List<Ticket<?>> offered = new ArrayList<>();
        boolean last;
        do {
            last = take(offered);
            try {
                round(offered, last);
            } catch (RuntimeException | Error e) {
                LOG.error("a round of the journal's writer failed", e);
                offered.forEach(ticket -> ticket.fail(new IllegalStateException("not recorded", e)));
            }
            offered.clear();
        } while (!last);
        waiting.forEach(ticket -> ticket.fail(new IllegalStateException("closed before there was room to record it")));
    }

    /** Waits for work, a second at most, and sorts it; true when it was the last. */
    private boolean take(List<Ticket<?>> offered) {
        boolean last;
        synchronized (gate) {
            last = closing;
        }
        List<Ticket<?>> taken = new ArrayList<>();
        try {
            Ticket<?> first = last ? queue.poll() : queue.poll(ROUND, TimeUnit.NANOSECONDS);
            if (first != null) {
                taken.add(first);
            }
        } catch (InterruptedException e) {
            LOG.warn("the journal's writer ignores an interruption");
        }
        queue.drainTo(taken, last ? Integer.MAX_VALUE : MOST);
        for (Ticket<?> ticket : taken) {
            if (ticket.patience == Ticket.Patience.WAITS) {
                waiting.add(ticket);
            } else {
                offered.add(ticket);
            }
        }
        return last;
    }

    private void round(List<Ticket<?>> offered, boolean last) {
        if (trouble.isOn() && (last || trouble.due())) {
            trouble.look(transactions);
        }
        while (!waiting.isEmpty() && !trouble.isOn()) {
            List<Ticket<?>> some = new ArrayList<>();
            for (Ticket<?> ticket : waiting) {
                if (some.size() == MOST) {
                    break;
                }
                some.add(ticket);
            }
            if (commit(some)) {
                some.forEach(ticket -> waiting.remove());
                some.forEach(Ticket::committed);
            }
        }
        if (!offered.isEmpty()) {
            if (!trouble.isOn() && commit(offered)) {
                offered.forEach(Ticket::committed);
            } else {
                NoRoomException refusal = new NoRoomException(trouble.reason().orElse("the disk failed"));
                offered.forEach(ticket -> ticket.fail(refusal));
            }
        }
        if (last || behind.due()) {
            List<Ticket<?>> notes = behind.take();
            if (!notes.isEmpty() && !trouble.isOn() && commit(notes)) {
                notes.forEach(Ticket::committed);
            }
        }
        if (offered.isEmpty() && waiting.isEmpty() && !trouble.isOn()) {
            transactions.foldIdle();
        }
    }

    private boolean commit(List<Ticket<?>> tickets) {
        long began = System.nanoTime();
        Optional<Trouble.Cause> failure = transactions.commit(tickets);
        if (failure.isEmpty()) {
            watch.committed(Duration.ofNanos(System.nanoTime() - began), transactions.synced());
        }
        failure.ifPresent(trouble::enter);
        return failure.isEmpty();
    }

    /** Ends the thread after everything that entered before was done. */
    void close() {
        synchronized (gate) {
            closing = true;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            queue.offer(new Ticket<>(Durability.PROCESS, Ticket.Patience.IS_REFUSED, session -> true));
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
