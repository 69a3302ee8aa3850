package dev.jenvoy.dispatch.recovery;

import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import dev.jenvoy.dispatch.schedule.DeliveryRun;
import dev.jenvoy.journal.Journal;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Claims what no server holds, on a thread of its own, as long as this server may run it: when the journal says that there is something, when a
 * worker is free and there may be more, and each second.
 */
public final class ClaimLoop {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final long LEAST_MILLIS = 800;
    private static final long MOST_MILLIS = 1200;

    private final Journal journal;
    private final CrashRecovery recovery;
    private final ActionScheduler scheduler;
    private final Membership member;
    private final Consumer<DeliveryRun> adopt;
    private final Semaphore told = new Semaphore(0);
    private final LongAdder claimed = new LongAdder();
    private final ClaimAhead pace = new ClaimAhead(System.nanoTime());
    private volatile int ahead;
    private volatile boolean mayBeMore;
    private volatile boolean closed;

    /** @param adopt takes what was claimed among the deliveries that are in flight */
    public ClaimLoop(
            Journal journal,
            CrashRecovery recovery,
            ActionScheduler scheduler,
            Membership member,
            Consumer<DeliveryRun> adopt) {
        this.journal = journal;
        this.recovery = recovery;
        this.scheduler = scheduler;
        this.member = member;
        this.adopt = adopt;
    }

    /** Begins to claim, and to take what this server accepts while it has room. */
    public void begin() {
        journal.takeUpTo(this::room);
        journal.whenClaimable(told::release);
        scheduler.whenLeft(() -> {
            if (mayBeMore && scheduler.room(ahead) > 0) {
                told.release();
            }
        });
        Thread thread = new Thread(this::run, "claims");
        thread.setDaemon(true);
        thread.start();
    }

    /** Claims nothing from now on, and has what this server accepts left to others. */
    public void close() {
        closed = true;
        journal.takeUpTo(() -> 0);
        told.release();
    }

    /** Returns how many deliveries were claimed. */
    public long claimed() {
        return claimed.sum();
    }

    /** Has it looked again at once. */
    public void look() {
        told.release();
    }

    /** Another server may have a worker that is free; alone, this one keeps what it accepts. */
    private int room() {
        if (closed || !member.mayStart()) {
            return 0;
        }
        return member.hasOtherWorkers() ? scheduler.room(0) : Integer.MAX_VALUE;
    }

    private void run() {
        boolean failed = false;
        while (!closed) {
            try {
                if (member.mayStart()) {
                    claim();
                }
                failed = false;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.atLevel(failed ? Level.DEBUG : Level.WARN)
                        .setCause(e)
                        .log("deliveries cannot be claimed, it is tried again each second");
                failed = true;
                int unusedTold = told.drainPermits();
            }
            if (!await()) {
                return;
            }
        }
    }

    private boolean await() {
        try {
            long millis = ThreadLocalRandom.current().nextLong(LEAST_MILLIS, MOST_MILLIS);
            boolean unusedTold = told.tryAcquire(millis, TimeUnit.MILLISECONDS);
            int unusedMore = told.drainPermits();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void claim() throws InterruptedException {
        // A worker that gets free from here on has it look again.
        mayBeMore = true;
        int room = scheduler.room(ahead);
        long began = System.nanoTime();
        List<DeliveryRun> taken = recovery.takeUp(room);
        claimed.add(taken.size());
        taken.forEach(adopt);
        ahead = Math.min(scheduler.limit(), pace.after(began, System.nanoTime(), scheduler.left()));
        mayBeMore = room == 0 ? journal.unclaimed() > 0 : taken.size() >= room;
    }
}
