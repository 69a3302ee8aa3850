package dev.jenvoy.chat.run;

import dev.jenvoy.chat.options.RoomOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps the least time between two messages in one room. Safe for use by several threads. */
final class Pace {

    private final LongSupplier nanos;
    private final Map<String, Long> next = new HashMap<>();

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Blocks until the room may be written to, at most the pace of the room. */
    void await(RoomOptions room, Duration least) throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = nanos.getAsLong();
            long free = next.getOrDefault(room.name(), now);
            wait = Math.max(0, Math.min(free - now, least.toNanos()));
            next.put(room.name(), now + wait + least.toNanos());
        }
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}
