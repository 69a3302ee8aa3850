package dev.jenvoy.web.response;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/** Requests that wait for their delivery's end: answered then, or when their time is up, or when the server stops. */
public final class PendingResponses {

    private final Set<One> all = ConcurrentHashMap.newKeySet();
    private final Object looking = new Object();

    /** When somebody looks whose time is up, in {@link System#nanoTime}; none does while {@link #looks} is false. */
    private long nextLook;

    private boolean looks;
    private volatile boolean released;

    /** No record: the hash of one goes through every value below it, each time. */
    private static final class One {

        private final SingleResponse reply;
        private final DeferredResponse pending;

        /** When its time is up, in {@link System#nanoTime}. */
        private final long due;

        One(SingleResponse reply, DeferredResponse pending, long due) {
            this.reply = reply;
            this.pending = pending;
            this.due = due;
        }

        void ended() {
            reply.give(pending.ended());
        }

        void running() {
            reply.give(pending.running());
        }
    }

    /** Answers the request when it is time to. Holds no thread. */
    public void await(HttpServerExchange exchange, SingleResponse reply, DeferredResponse pending, long millis) {
        One one = new One(reply, pending, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis)));
        all.add(one);
        pending.all().thenRun(() -> {
            all.remove(one);
            // By the thread that recorded the end: to wake the connection's own first takes longer than to answer.
            one.ended();
        });
        if (released) {
            one.running();
        } else if (all.contains(one)) {
            lookAt(one.due, exchange.getIoThread());
        }
    }

    /**
     * One timer for all that wait, set to the first: most have long ended when it comes. One for each would wake its thread
     * twice for every delivery.
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
        // Rounded up: a look that comes too early would find nothing.
        timers.executeAfter(() -> look(due, timers), (nanos + 999_999) / 1_000_000, TimeUnit.MILLISECONDS);
    }

    private void look(long due, XnioExecutor timers) {
        synchronized (looking) {
            if (!looks || nextLook != due) {
                // Another look came to stand before this one, and takes care of the rest.
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
                one.running();
            } else if (!left || one.due - next < 0) {
                left = true;
                next = one.due;
            }
        }
        if (left) {
            lookAt(next, timers);
        }
    }

    /** The server stops: tells all who wait, and all who will, that their delivery runs on. */
    public void release() {
        released = true;
        all.forEach(One::running);
        all.clear();
    }
}
