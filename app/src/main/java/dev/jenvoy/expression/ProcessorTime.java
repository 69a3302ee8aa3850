package dev.jenvoy.expression;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The time for which a processor worked for the current thread. On a busy machine a thread waits for its processor, and an
 * expression is not to fail for that.
 */
final class ProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /** Returns nanoseconds since some moment, for differences on one thread. Where the machine does not tell them, those of a clock. */
    static long nanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()
                ? THREADS.getCurrentThreadCpuTime()
                : System.nanoTime();
    }
}
