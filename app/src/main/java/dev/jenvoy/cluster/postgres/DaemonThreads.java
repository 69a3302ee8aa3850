package dev.jenvoy.cluster.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread for each name. */
final class DaemonThreads implements ClusterThreads {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private final Map<String, ScheduledThreadPoolExecutor> all = new ConcurrentHashMap<>();
    private final Map<String, Runnable> tasks = new ConcurrentHashMap<>();

    @Override
    public void every(String name, Duration period, Runnable task) {
        Runnable safe = safe(task);
        tasks.put(name, safe);
        var unused =
                executor(name).scheduleWithFixedDelay(safe, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void soon(String name) {
        Optional.ofNullable(tasks.get(name)).ifPresent(task -> execute(name, task));
    }

    @Override
    public Executor queue(String name) {
        return task -> execute(name, safe(task));
    }

    private void execute(String name, Runnable task) {
        try {
            executor(name).execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("not done any more name={}", name);
        }
    }

    private static Runnable safe(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a task of the cluster failed", e);
            }
        };
    }

    private ScheduledThreadPoolExecutor executor(String name) {
        return all.computeIfAbsent(name, made -> {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, made);
                thread.setDaemon(true);
                return thread;
            });
            executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            return executor;
        });
    }

    @Override
    public void close() {
        all.values().forEach(ScheduledThreadPoolExecutor::shutdownNow);
    }
}
