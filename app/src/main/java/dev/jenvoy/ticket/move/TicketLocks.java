package dev.jenvoy.ticket.move;

import java.util.HashSet;
import java.util.Set;

/** Lets one thread at a time work on a ticket. Safe for use by several threads. */
final class TicketLocks {

    private final Set<String> held = new HashSet<>();

    /** Waits until no one else works on the ticket. Each call needs one of {@link #release}. */
    synchronized void acquire(String ticket) throws InterruptedException {
        while (!held.add(ticket)) {
            wait();
        }
    }

    synchronized void release(String ticket) {
        held.remove(ticket);
        notifyAll();
    }
}
