package dev.jenvoy.web.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * The connections of one I/O thread whose next request has already arrived behind the one before. XNIO runs all of a
 * thread's tasks before it looks for sockets that are ready, and Undertow reads such a request in a task: a crowd of clients
 * that pipeline would keep the thread from ever looking. Here they wait for a turn, and few have one at once. Used by that
 * thread only.
 */
final class PipelineTurns {

    private static final int MAX_AT_ONCE = 32;
    private static final long PAUSE_MILLIS = 1;

    private final XnioExecutor thread;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean scheduled;

    PipelineTurns(XnioExecutor thread) {
        this.thread = thread;
    }

    /** Runs the task when its turn has come, on the I/O thread. */
    void await(Runnable turn) {
        waiting.add(turn);
        if (!scheduled) {
            schedule();
        }
    }

    private void schedule() {
        scheduled = true;
        try {
            thread.executeAfter(this::take, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The listener stops, and closes all connections.
            waiting.clear();
        }
    }

    private void take() {
        scheduled = false;
        try {
            for (int i = 0; i < MAX_AT_ONCE && !waiting.isEmpty(); i++) {
                waiting.remove().run();
            }
        } catch (RejectedExecutionException e) {
            // The listener stops, and closes all connections.
            waiting.clear();
        } finally {
            if (!waiting.isEmpty() && !scheduled) {
                schedule();
            }
        }
    }
}
