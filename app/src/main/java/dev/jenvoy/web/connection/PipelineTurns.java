package dev.jenvoy.web.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * Delays the pipelined requests of one I/O thread: those that arrived before the previous response was sent. XNIO runs
 * all tasks of a thread before it polls the sockets, and Undertow reads such requests in a task. Without this class,
 * many pipelining clients could keep the thread from polling. At most {@link #MAX_AT_ONCE} requests get a turn at a
 * time. Used by that thread only.
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

    /** Runs the task on the I/O thread when its turn comes. */
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
            // The listener is stopping and closes all connections.
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
            // The listener is stopping and closes all connections.
            waiting.clear();
        } finally {
            if (!waiting.isEmpty() && !scheduled) {
                schedule();
            }
        }
    }
}
