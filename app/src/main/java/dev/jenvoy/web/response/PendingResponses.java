package dev.jenvoy.web.response;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
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

        /** Responds when the time is up. */
        private final Runnable late;

        /** Responds when the server stops. */
        private final Runnable stopping;

        /** The time limit, in {@link System#nanoTime}. */
        private final long due;

        private final Executor workers;

        One(Runnable late, Runnable stopping, long due, Executor workers) {
            this.late = late;
            this.stopping = stopping;
            this.workers = workers;
            this.due = due;
        }

        void stopping() {
            stopping.run();
        }

        /** The same on another thread: what has ended so far may have to be read from a database that is away. */
        void lateElsewhere() {
            try {
                workers.execute(late);
            } catch (RejectedExecutionException e) {
                // The server stops; the thread that stops it responds to the rest.
                late.run();
            }
        }
    }

    /** Responds to the request when its delivery ends or its time is up. Holds no thread. */
    public void await(HttpServerExchange exchange, SingleResponse reply, DeferredResponse pending, long millis) {
        // Responds on the thread that recorded the end. Waking the connection's own thread first would take longer than
        // responding.
        Runnable running = () -> reply.give(pending.running());
        One one =
                new One(running, running, due(millis), exchange.getConnection().getWorker());
        await(exchange, one, pending.all(), () -> reply.give(pending.ended()));
    }

    /**
     * Does something about the request when its time is up, unless the stage has completed before. A stop of the server changes
     * nothing about that. Holds no thread.
     */
    public void limit(HttpServerExchange exchange, CompletionStage<?> until, Runnable late, long millis) {
        One one = new One(late, () -> {}, due(millis), exchange.getConnection().getWorker());
        await(exchange, one, until.handle((value, failure) -> value), () -> {});
    }

    private static long due(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis));
    }

    private void await(HttpServerExchange exchange, One one, CompletionStage<?> until, Runnable ended) {
        all.add(one);
        until.thenRun(() -> {
            all.remove(one);
            ended.run();
        });
        if (released) {
            one.stopping();
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
                one.lateElsewhere();
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
        all.forEach(One::stopping);
        all.clear();
    }
}
