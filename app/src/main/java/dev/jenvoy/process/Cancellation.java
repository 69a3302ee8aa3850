package dev.jenvoy.process;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Asks commands to end. One may serve several runs, one after the other or at once; once cancelled it stays so, and a
 * command that is run with it later is not started. Thread safe.
 */
public final class Cancellation {
    private final Set<Registration> registrations = new LinkedHashSet<>();
    private volatile boolean cancelled;

    /**
     * Cancels and wakes the commands that run with this at once. Does not wait for their ends: that is what
     * {@link Commands#run} returns.
     */
    public void cancel() {
        synchronized (registrations) {
            cancelled = true;
            registrations.forEach(registration -> registration.waker.run());
        }
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Has the waker run at {@link #cancel}, or now if that was before, until the registration is closed. After the
     * close has returned the waker is not running and will not run: what it uses may be freed.
     *
     * @param waker must not block and not throw
     */
    Registration onCancel(Runnable waker) {
        Registration registration = new Registration(waker);
        synchronized (registrations) {
            registrations.add(registration);
            if (cancelled) {
                waker.run();
            }
        }
        return registration;
    }

    /** Ends with its close. */
    final class Registration implements AutoCloseable {
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
