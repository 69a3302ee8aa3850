package dev.jenvoy.ticket.move;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets one thread at a time work on a ticket, which may have several keys. A thread that waits holds no lock, so no two wait for
 * each other. Safe for use by several threads.
 */
final class TicketLocks {

    private final Set<String> held = new HashSet<>();

    /** Waits until all of these are free, and takes them at once. Each call needs one of {@link #release}. */
    synchronized void acquire(Set<String> keys) throws InterruptedException {
        while (!Collections.disjoint(held, keys)) {
            wait();
        }
        held.addAll(keys);
    }

    synchronized void release(Set<String> keys) {
        held.removeAll(keys);
        notifyAll();
    }
}
