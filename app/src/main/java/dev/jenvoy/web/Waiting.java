package dev.jenvoy.web;

import io.undertow.server.HttpServerExchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/** Requests that wait for their delivery's end: answered then, or when their time is up, or when the server stops. */
final class Waiting {

    private final Set<One> all = ConcurrentHashMap.newKeySet();
    private volatile boolean released;

    private record One(Reply reply, Pending pending) {

        void ended() {
            reply.give(pending.ended());
        }

        void running() {
            reply.give(pending.running());
        }
    }

    /** Answers the request when it is time to. Holds no thread. */
    void await(HttpServerExchange exchange, Reply reply, Pending pending, long millis) {
        One one = new One(reply, pending);
        all.add(one);
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(
                        () -> {
                            all.remove(one);
                            one.running();
                        },
                        Math.max(1, millis),
                        TimeUnit.MILLISECONDS);
        pending.all().thenRun(() -> {
            all.remove(one);
            timer.remove();
            // That came from the journal's thread, which has better to do than to write answers.
            exchange.getIoThread().execute(one::ended);
        });
        if (released) {
            one.running();
        }
    }

    /** The server stops: tells all who wait, and all who will, that their delivery runs on. */
    void release() {
        released = true;
        all.forEach(One::running);
        all.clear();
    }
}
