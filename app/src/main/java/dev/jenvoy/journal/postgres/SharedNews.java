package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Notice;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.postgres.scope.Handover;
import dev.jenvoy.journal.sql.Listeners;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what is recorded: this server's listeners one event at a time, although two threads write, and other servers in few words.
 * Thread-safe.
 */
final class SharedNews {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private final Cluster cluster;
    private final PostgresTurnstiles turnstiles;
    private final EndWaiters ends;
    private final Handover handover;
    private final Listeners listeners = new Listeners();
    private final Listeners followers = new Listeners();
    private final ReentrantLock telling = new ReentrantLock();
    private final AtomicLong born = new AtomicLong();

    /** Fences of deliveries that this server has lost, of which listeners know. */
    private final Set<Long> lost = ConcurrentHashMap.newKeySet();

    /** Deliveries of this server that are cancelled, as listeners know. */
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();

    private final AtomicLong unclaimed = new AtomicLong();

    private volatile Runnable claimable = () -> {};

    SharedNews(Cluster cluster, PostgresTurnstiles turnstiles, EndWaiters ends, Handover handover) {
        this.cluster = cluster;
        this.turnstiles = turnstiles;
        this.ends = ends;
        this.handover = handover;
    }

    /** Returns this server's number. */
    long me() {
        return cluster.number();
    }

    /** Returns a fence that is smaller than all that this server was given under its present number. */
    long born() {
        return born.get();
    }

    void born(long fence) {
        born.set(fence);
        lost.clear();
    }

    /** The deliveries of this server of which listeners know that they are cancelled, or hear it at this moment. */
    Set<Long> cancelled() {
        return cancelled;
    }

    Handover handover() {
        return handover;
    }

    PostgresTurnstiles turnstiles() {
        return turnstiles;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    void follow(Listener listener) {
        followers.add(listener);
        cluster.publishWatching(true);
    }

    void unfollow(Listener listener) {
        followers.remove(listener);
        cluster.publishWatching(!followers.isEmpty());
    }

    void whenClaimable(Runnable look) {
        claimable = look;
    }

    /** There may be something to claim here. */
    void lookForWork() {
        claimable.run();
    }

    /** There is something that servers may claim. */
    void tellOfWork() {
        cluster.notices().tell(Notice.Kind.WORK, List.of());
        workCame();
    }

    /** Servers may claim something, as one of them says. Until it is counted, it counts as one delivery. */
    void workCame() {
        boolean unusedFirst = unclaimed.compareAndSet(0, 1);
        lookForWork();
    }

    /** Returns how many deliveries no server holds, as counted last. */
    long unclaimed() {
        return unclaimed.get();
    }

    void unclaimed(long counted) {
        unclaimed.set(counted);
    }

    /** Tells of a change that is recorded, or that this server has lost the delivery. */
    void recorded(Ownership ownership, Hold hold, List<JournalEvent> events) {
        if (ownership == Ownership.KEPT) {
            events.forEach(this::tell);
        } else if (lost.add(hold.fence())) {
            // Who asked for the change says it aloud.
            LOG.debug("outcome refused, another server has taken the delivery over entry={}", hold.entry());
            handover.ended(hold);
            released(hold.entry());
        }
        for (JournalEvent event : events) {
            if (event instanceof JournalEvent.Ended ended) {
                ended.outcome().log().close();
            }
        }
    }

    /** This server does not hold a delivery any more, which has not ended. */
    void released(long entry) {
        handover.released(entry);
        turnstiles.released(entry);
        tell(new JournalEvent.Released(entry));
    }

    /** Tells of something that this server has recorded. */
    void tell(JournalEvent event) {
        telling.lock();
        try {
            listeners.tell(event);
            followers.tell(event);
        } finally {
            telling.unlock();
        }
        List<Long> entries = List.of(event.entry());
        if (event instanceof JournalEvent.Finished) {
            // The thread that reported it held what the delivery waits for, or there was nothing of that.
            handover.released(event.entry());
            ends.ended(entries);
            cluster.notices().tell(Notice.Kind.OVER, entries);
        }
        cluster.notices().tell(Notice.Kind.TOUCHED, entries);
    }

    /** Another server has changed deliveries. */
    void touched(Collection<Long> entries) {
        if (followers.isEmpty()) {
            return;
        }
        telling.lock();
        try {
            entries.forEach(entry -> followers.tell(new JournalEvent.Touched(entry)));
        } finally {
            telling.unlock();
        }
    }
}
