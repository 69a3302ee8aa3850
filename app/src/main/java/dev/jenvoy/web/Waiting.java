package dev.jenvoy.web;

import dev.jenvoy.dispatch.Progress;
import io.undertow.server.HttpServerExchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/** Requests that wait for their delivery's end: answered then, or when their time is up, or when the server stops. */
final class Waiting {

    private final Set<One> all = ConcurrentHashMap.newKeySet();
    private volatile boolean released;

    private record One(Reply reply, Progress progress, WebSettings settings) {

        void done() {
            reply.give(Answers.done(progress.soFar(), settings));
        }

        void running() {
            reply.give(Answers.running(reply.delivery(), progress.soFar(), settings));
        }
    }

    /** Answers the request when it is time to. Holds no thread. */
    void await(HttpServerExchange exchange, Reply reply, Progress progress, WebSettings settings, long millis) {
        One one = new One(reply, progress, settings);
        all.add(one);
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(
                        () -> {
                            all.remove(one);
                            one.running();
                        },
                        Math.max(1, millis),
                        TimeUnit.MILLISECONDS);
        progress.all().thenRun(() -> {
            all.remove(one);
            timer.remove();
            // That came from the journal's thread, which has better to do than to write answers.
            exchange.getIoThread().execute(one::done);
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
