package dev.jenvoy.store.write;

import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds changes that no caller waits for, in bounded memory. They are written together about once a second, or when
 * there are many.
 */
final class WriteBehindBuffer {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");
    private static final int MAX_CHANGES = 8192;
    private static final int MANY = 512;
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private final ArrayBlockingQueue<Change<?>> changes = new ArrayBlockingQueue<>(MAX_CHANGES);
    private final LongAdder dropped = new LongAdder();
    private long taken = System.nanoTime();

    /** Adds a change, or drops it if too many wait. Returns whether to wake the writing thread. */
    boolean offer(Change<?> change) {
        if (!changes.offer(change)) {
            dropped.increment();
            return false;
        }
        return changes.size() % MANY == 0;
    }

    /** Returns whether it is time to write them. */
    boolean due() {
        return changes.size() >= MANY || (!changes.isEmpty() && System.nanoTime() - taken >= ROUND);
    }

    List<QueuedChange<?>> take() {
        taken = System.nanoTime();
        List<Change<?>> some = new ArrayList<>();
        changes.drainTo(some);
        long lost = dropped.sumThenReset();
        if (lost > 0) {
            LOG.warn("records of ignored deliveries dropped count={} reason=\"too many are waiting\"", lost);
        }
        List<QueuedChange<?>> tickets = new ArrayList<>(some.size());
        for (Change<?> change : some) {
            tickets.add(new QueuedChange<>(Durability.PROCESS, QueuedChange.WhenFull.IS_REFUSED, change));
        }
        return tickets;
    }
}
