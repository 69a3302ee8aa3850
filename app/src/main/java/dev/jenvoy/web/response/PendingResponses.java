package dev.jenvoy.web.response;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * Holds requests that wait for the end of their delivery. Responds when it ends, when the time is up, or when the
 * server stops.
 */
public final class PendingResponses {

    private final Set<One> all = ConcurrentHashMap.newKeySet();
    private final Object looking = new Object();

    /** The time of the next timer, in {@link System#nanoTime}. Valid only while {@link #looks} is true. */
    private long nextLook;

    private boolean looks;
    private volatile boolean released;

    /** Not a record: a record's hash code would include all nested values, each time. */
    private static final class One {

        private final SingleResponse reply;
        private final DeferredResponse pending;

        /** The time limit, in {@link System#nanoTime}. */
        private final long due;

        private final Executor workers;

        One(SingleResponse reply, DeferredResponse pending, long due, Executor workers) {
            this.reply = reply;
            this.workers = workers;
            this.pending = pending;
            this.due = due;
        }

        void ended() {
            reply.give(pending.ended());
        }

        void running() {
            reply.give(pending.running());
        }

        /** The same on another thread: what has ended so far may have to be read from a database that is away. */
        void runningElsewhere() {
            try {
                workers.execute(this::running);
            } catch (RejectedExecutionException e) {
                // The server stops; the thread that stops it responds to the rest.
                running();
            }
        }
    }

    /** Responds to the request when its delivery ends or its time is up. Holds no thread. */
    public void await(HttpServerExchange exchange, SingleResponse reply, DeferredResponse pending, long millis) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis));
        One one = new One(reply, pending, due, exchange.getConnection().getWorker());
        all.add(one);
        pending.all().thenRun(() -> {
            all.remove(one);
            // Responds on the thread that recorded the end. Waking the connection's own thread first would take longer
            // than responding.
            one.ended();
        });
        if (released) {
            one.running();
        } else if (all.contains(one)) {
            lookAt(one.due, exchange.getIoThread());
        }
    }

    /**
     * Sets one timer for all waiting requests, at the earliest limit. Most requests have ended by then. A timer for
     * each request would wake its thread twice for every delivery.
     */
    private void lookAt(long due, XnioExecutor timers) {
        synchronized (looking) {
            if (looks && nextLook - due <= 0) {
                return;
            }
            looks = true;
            nextLook = due;
        }
        long nanos = Math.max(0, due - System.nanoTime());
        // Rounds up: a timer that fires too early would find nothing.
        timers.executeAfter(() -> look(due, timers), (nanos + 999_999) / 1_000_000, TimeUnit.MILLISECONDS);
    }

    private void look(long due, XnioExecutor timers) {
        synchronized (looking) {
            if (!looks || nextLook != due) {
                // An earlier timer replaced this one and handles the rest.
                return;
            }
            looks = false;
        }
        long now = System.nanoTime();
        boolean left = false;
        long next = 0;
        for (One one : List.copyOf(all)) {
            if (one.due - now <= 0) {
                all.remove(one);
                one.runningElsewhere();
            } else if (!left || one.due - next < 0) {
                left = true;
                next = one.due;
            }
        }
        if (left) {
            lookAt(next, timers);
        }
    }

    /**
     * Responds to all waiting requests, and to later ones, with the status {@code running}. Called when the server
     * stops.
     */
    public void release() {
        released = true;
        all.forEach(One::running);
        all.clear();
    }
}
