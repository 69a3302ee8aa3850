package dev.jenvoy.process.account;

import java.time.Duration;

/** Waits that an interrupt does not cut short: it must keep no signal from being sent. */
final class Patience {

    private Patience() {}

    /** A wait for something, at most for this time. */
    @FunctionalInterface
    interface Wait {
        /** Returns whether it happened. */
        boolean await(long nanos) throws InterruptedException;
    }

    /** Returns whether it happened in time. The interrupt of the thread is kept for later. */
    static boolean await(Duration time, Wait wait) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await(Math.max(0, end - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
