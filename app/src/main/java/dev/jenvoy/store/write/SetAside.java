package dev.jenvoy.store.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that the database cannot record for now, although it records others: somebody holds a lock, or took a right away. Those of one
 * subject stay in their order. Changed with the writer's lock; the size may be read by any thread.
 */
final class SetAside {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final List<QueuedChange<?>> all = new ArrayList<>();

    /** How many there are of each subject. */
    private final Map<Long, Integer> subjects = new HashMap<>();

    private volatile int size;
    private long tried;

    int size() {
        return size;
    }

    Collection<QueuedChange<?>> all() {
        return all;
    }

    /** Takes a change that comes behind one that is set aside. */
    boolean takes(QueuedChange<?> ticket) {
        OptionalLong subject = ticket.subject();
        if (size == 0 || subject.isEmpty() || !subjects.containsKey(subject.getAsLong())) {
            return false;
        }
        add(ticket, subject.getAsLong());
        return true;
    }

    /**
     * Takes those of a committed batch that were set aside, and what waits behind them.
     *
     * @param waiting what comes after the batch
     * @return the others
     */
    List<QueuedChange<?>> without(List<QueuedChange<?>> batch, Deque<QueuedChange<?>> waiting) {
        int before = size;
        List<QueuedChange<?>> others = new ArrayList<>(batch.size());
        for (QueuedChange<?> ticket : batch) {
            if (ticket.isSetAside()) {
                add(ticket, ticket.subject().orElseThrow());
            } else {
                others.add(ticket);
            }
        }
        if (size > before) {
            boolean unusedRemoved = waiting.removeIf(this::takes);
            tried = System.nanoTime();
            if (before == 0) {
                LOG.error("the database cannot record some changes for now, they wait changes={}", size);
            }
        }
        return others;
    }

    private void add(QueuedChange<?> ticket, long subject) {
        all.add(ticket);
        subjects.merge(subject, 1, Integer::sum);
        size = all.size();
    }

    /** Returns whether they are to be tried again. */
    boolean isDue(boolean isLastTime) {
        return size > 0 && (isLastTime || System.nanoTime() - tried >= PAUSE);
    }

    /** Returns the first of them. */
    List<QueuedChange<?>> some(int most) {
        tried = System.nanoTime();
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /** Lets those go that are not set aside again, and returns them. */
    List<QueuedChange<?>> tried(List<QueuedChange<?>> batch) {
        List<QueuedChange<?>> over =
                batch.stream().filter(ticket -> !ticket.isSetAside()).toList();
        for (QueuedChange<?> ticket : over) {
            all.remove(ticket);
            subjects.computeIfPresent(ticket.subject().orElseThrow(), (subject, many) -> many == 1 ? null : many - 1);
        }
        size = all.size();
        if (size == 0) {
            LOG.info("the database has recorded the changes that waited");
        }
        return over;
    }
}
