package dev.jenvoy.dispatch.schedule;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on daemon threads, now or later. An exception of a task is logged, because the future that would hold it
 * is not read. A repeated task that throws is not repeated.
 */
public final class TaskTimer extends ScheduledThreadPoolExecutor {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    /**
     * @param name of its threads
     * @param threads how many tasks run at once
     */
    public TaskTimer(String name, int threads) {
        super(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        setRemoveOnCancelPolicy(true);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        super.afterExecute(task, thrown);
        if (task instanceof Future<?> future && future.isDone()) {
            try {
                future.get();
            } catch (ExecutionException e) {
                LOG.error("background task failed", e.getCause());
            } catch (CancellationException e) {
                LOG.trace("background task cancelled", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
