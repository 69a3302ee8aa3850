package dev.jenvoy.delivery.payload;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What all payloads under way may take together of one thing. Safe for use by several threads. */
final class ByteBudget {

    private final LongSupplier limit;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(LongSupplier limit) {
        this.limit = limit;
    }

    /** Takes so much of it, or nothing where that is more than is left. */
    boolean take(long amount) {
        if (used.addAndGet(amount) <= limit.getAsLong()) {
            return true;
        }
        used.addAndGet(-amount);
        return false;
    }

    void giveBack(long amount) {
        used.addAndGet(-amount);
    }

    long used() {
        return used.get();
    }

    /** How much more is used than three quarters of it; negative while less is. */
    long excess() {
        long most = limit.getAsLong();
        return used.get() - (most - most / 4);
    }
}
