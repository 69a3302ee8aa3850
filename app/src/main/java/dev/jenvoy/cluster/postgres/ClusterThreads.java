package dev.jenvoy.cluster.postgres;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs what a cluster does by itself. */
interface ClusterThreads extends AutoCloseable {

    /** Runs this again and again, on a thread of its own. */
    void every(String name, Duration period, Runnable task);

    /** Runs this soon on the thread of that name, before its next time. */
    void soon(String name);

    /** Returns what runs one thing after the other on a thread of that name. */
    Executor queue(String name);

    /** Ends all threads without waiting for what they do. */
    @Override
    void close();
}
