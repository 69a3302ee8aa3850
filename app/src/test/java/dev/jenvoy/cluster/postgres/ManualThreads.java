package dev.jenvoy.cluster.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Runs what a cluster does by itself when a test says so, on the test's thread. */
final class ManualThreads implements ClusterThreads {
    private final Map<String, Runnable> tasks = new ConcurrentHashMap<>();

    @Override
    public void every(String name, Duration period, Runnable task) {
        tasks.put(name, task);
    }

    @Override
    public void soon(String name) {}

    @Override
    public Executor queue(String name) {
        return Runnable::run;
    }

    void beat() {
        run("cluster-beat");
    }

    void look() {
        run("cluster-standing");
    }

    void saveSignOuts() {
        run("cluster-sign-outs");
    }

    private void run(String name) {
        Runnable task = tasks.get(name);
        if (task != null) {
            task.run();
        }
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
