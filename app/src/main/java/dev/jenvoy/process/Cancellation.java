package dev.jenvoy.process;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Cancels commands. One instance may serve several runs, in sequence or at the same time. It stays cancelled, and a
 * command that is run with it later does not start. Thread safe.
 */
public final class Cancellation {
    private final Set<Registration> registrations = new LinkedHashSet<>();
    private volatile boolean cancelled;

    /**
     * Cancels and wakes the commands that run with this instance. Returns without waiting for their ends, which {@link
     * Commands#run} reports.
     */
    public void cancel() {
        synchronized (registrations) {
            cancelled = true;
            registrations.forEach(registration -> registration.waker.run());
        }
    }

    /** Returns whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Runs the waker at {@link #cancel}, or now if it is already cancelled, until the registration is closed. After the
     * close has returned, the waker is not running and never runs again, so the caller may free its resources.
     *
     * @param waker must not block and not throw
     */
    public Registration onCancel(Runnable waker) {
        Registration registration = new Registration(waker);
        synchronized (registrations) {
            registrations.add(registration);
            if (cancelled) {
                waker.run();
            }
        }
        return registration;
    }

    /** A registration, which ends when it is closed. */
    public final class Registration implements AutoCloseable {
        private final Runnable waker;

        private Registration(Runnable waker) {
            this.waker = waker;
        }

        @Override
        public void close() {
            synchronized (registrations) {
                registrations.remove(this);
            }
        }
    }
}
