package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.dispatch.share.WorkerShares;
import dev.jenvoy.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the actions of accepted deliveries in order. An action starts only when its concurrency rule allows it. Every
 * change of state is recorded before listeners see it. A delivery that waits, for its turn or for a retry, holds no
 * thread.
 */
public final class ActionScheduler {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final ActionRunner runner;
    private final ShortageLog shortages = new ShortageLog();
    private final WorkerPools pools;
    private final PresentRuns present;
    private final WorkerTask task;
    private final HandOver handOver;
    private final Membership member;

    /** How long a stop waits for the journal to record what others are to run. */
    private static final Duration GIVING_BACK = Duration.ofSeconds(5);

    /** Whether all deliveries in flight were asked to end. */
    private volatile boolean ending;

    /** @param recordings watches the changes that no caller waits for */
    public ActionScheduler(
            Journal journal,
            ActionRunner runner,
            ActionKinds kinds,
            Backoff backoff,
            ScheduledExecutorService timer,
            InstantSource clock,
            Supplier<DispatchOptions> settings,
            Recording recordings,
            Membership member) {
        this.runner = runner;
        this.member = member;
        this.pools = new WorkerPools(kinds, () -> settings.get().maxConcurrent(), this::advance, shortages, timer);
        this.present = new PresentRuns(
                pools, new WorkerShares<>(kinds::shares), shortages, timer, clock, member, journal.turnstiles());
        this.handOver = new HandOver(journal, present, this::lose);
        this.task = new WorkerTask(
                journal, runner, kinds, backoff, clock, shortages, pools, present, recordings, handOver::partOf);
    }

    private void advance(DeliveryRun work, String pool) {
        task.advance(work, pool);
    }

    /**
     * Lets a delivery enter the journal. Those that come through here are appended in the order in which they came.
     *
     * @param append appends it; must not wait for the disk
     */
    public <T> T enter(PendingAppend entrance, Supplier<T> append) {
        return present.enter(entrance, () -> entrance.startWith(runner.next()), append);
    }

    /**
     * The same for one whose append waits for the disk, to which its payload goes first: it takes its place in the order
     * when that is done, and so no action starts with its acceptance, nor with that of another in its queues.
     */
    public <T> T enterSlowly(PendingAppend entrance, Supplier<T> append) {
        present.enter(entrance);
        return append.get();
    }

    /** It was not accepted. */
    public void turnedAway(PendingAppend entrance) {
        present.turnedAway(entrance);
    }

    /**
     * Takes a delivery whose turn in the order of acceptance is now, and runs it when it can.
     *
     * @param runs its actions: first those for which it waits, if any, then those apart
     */
    public void take(List<DeliveryRun> runs, PendingAppend entrance) {
        List<DeliveryRun> now =
                runs.stream().filter(work -> !waitsForEnd(work, runs)).toList();
        present.accepted(now, entrance);
        for (DeliveryRun work : now) {
            if (ending) {
                work.cancel().cancel(CancellationToken.Cause.STOPPED);
            }
            if (work.hasStarted()) {
                pools.of(work).start(work);
            } else {
                present.goOn(work);
            }
        }
    }

    /** Has an action that begins after its delivery wait for the end of that; false if it may begin now. */
    private boolean waitsForEnd(DeliveryRun work, List<DeliveryRun> runs) {
        Optional<DeliveryRun> awaited =
                runs.stream().filter(one -> work.isAfter() && !one.isApart()).findFirst();
        awaited.ifPresent(one -> readyAfter(work, one));
        return awaited.isPresent();
    }

    /**
     * Queues and runs it when another run of its delivery has ended, or the action of that which it follows; until then it has no
     * place in its queue.
     */
    public void readyAfter(DeliveryRun work, DeliveryRun awaited) {
        work.whenMayBegin(awaited).thenRun(() -> {
            if (!awaited.isLost()) {
                queue(work);
                ready(work);
            }
        });
    }

    /** Takes its places in the order of acceptance, without running it yet. */
    public void queue(DeliveryRun work) {
        present.queue(work);
    }

    /**
     * Keeps a queued delivery until {@link #ready}, because the server died while it ran.
     *
     * @param deaths how often the server died while it ran alone
     */
    public void isolate(DeliveryRun work, int deaths) {
        present.isolate(work, deaths);
    }

    /** Runs what was queued. */
    public void ready(DeliveryRun work) {
        present.ready(work);
    }

    /** Runs what was queued, at that time or when it is cancelled. */
    public void readyAt(DeliveryRun work, ActionRun action, Instant due) {
        present.readyAt(work, action, due);
    }

    /**
     * How many deliveries have a place and run; the others wait for a place, for their turn, or to try again. Actions apart
     * do not count.
     */
    public int running() {
        return Math.max(0, pools.busy() - task.apart());
    }

    /** How many deliveries are here: those that run, and those that wait. Actions apart do not count. */
    public int present() {
        return present.deliveries();
    }

    /** How many deliveries a fault of the server's keeps from going on; they do at its next start. */
    public int givenUp() {
        return present.givenUp();
    }

    /** Returns why this delivery does not run now; empty if it runs, has ended, or was never accepted. */
    public Optional<WaitReason> waitReason(long entry) {
        return present.waitReason(entry);
    }

    /** Returns why one action of this delivery waits; empty if it runs, has ended, or is unknown. */
    public Optional<WaitReason> waitReason(long entry, int position) {
        return present.waitReason(entry, position);
    }

    /** Returns the reasons of all deliveries that wait now. */
    public List<WaitReason> waitReasons() {
        return present.waitReasons();
    }

    /** What keeps actions from being started that would run otherwise. */
    public ShortageLog shortages() {
        return shortages;
    }

    public int queues() {
        return present.queues();
    }

    /**
     * Starts no further action, ends the running ones, and blocks until they have ended.
     *
     * @param letRun how long running actions may run on
     * @param letDie how long they may take to end after that
     */
    public void stop(Duration letRun, Duration letDie) throws InterruptedException {
        present.stop();
        pools.close();
        if (!member.isAlone()) {
            handOver.all();
        }
        if (!pools.awaitIdle(letRun)) {
            ending = true;
            present.forEach(work -> work.cancel().cancel(CancellationToken.Cause.STOPPED));
            if (!pools.awaitIdle(letDie)) {
                LOG.warn("actions did not end in time running={}", pools.busy());
            }
        }
        pools.interrupt();
        if (!member.isAlone()) {
            handOver.all();
            handOver.await(GIVING_BACK);
        }
    }

    /** Returns how many more deliveries could begin at once, or after so many others have ended. Cheap to ask. */
    public int room(int others) {
        return pools.shared().room(others);
    }

    /** Returns how many deliveries may run at once. */
    public int limit() {
        return pools.shared().limit();
    }

    /** Returns how many times a delivery has left its worker since the start, because it has ended or waits for its turn or a time. */
    public long left() {
        return pools.shared().left();
    }

    /** Has this run each time that a delivery has left its worker, on the worker's thread. */
    public void whenLeft(Runnable told) {
        pools.shared().whenLeft(told);
    }

    /** Leaves a run alone that is another server's: ends what runs of it, and forgets it. */
    public void lose(DeliveryRun work) {
        task.lose(work);
    }

    /** Returns whether the actions are here for which this delivery waits. */
    public boolean isHere(long entry) {
        return present.run(entry).isPresent();
    }

    /** Returns the runs of a delivery that are here. */
    public List<DeliveryRun> runs(long entry) {
        return present.runs(entry);
    }

    /**
     * Leaves everything alone, because other servers have taken it over. Blocks until nothing runs.
     *
     * @return false if something did not end in time
     */
    public boolean loseAll(Duration letDie) throws InterruptedException {
        present.all().forEach(this::lose);
        return pools.awaitIdle(letDie);
    }

    /** Ends what must not run while another server may begin it. It goes on here if no other server has taken it until {@link #reconnected}. */
    public void cutOff() {
        present.forEach(work -> {
            ActionRun action = work.current();
            if (action != null && work.hasWorker() && !action.outlivesCutOff()) {
                work.cancel().cancel(CancellationToken.Cause.CUT_OFF);
            }
        });
    }

    /** Lets begin again what could not while the journal was out of reach. */
    public void reconnected() {
        present.reconnected();
    }

    /** Gives the actions apart that do not run to the server that leads now. */
    public void giveApartBack() {
        handOver.apart();
    }

    /** Cancels a delivery of this number, if it is here. */
    public void cancel(long entry) {
        present.run(entry).ifPresent(this::cancel);
    }

    private void cancel(DeliveryRun work) {
        work.cancel().cancel(CancellationToken.Cause.CANCELLED);
        ActionRun action = work.current();
        // An action that runs or is ready sees the cancellation itself; one that waits is woken.
        if (action != null) {
            present.wake(work, action, queued -> queued.isWaiting() || queued.isBackingOff());
        }
    }

    /**
     * Cancels an action apart that waits or runs.
     *
     * @return its run, which completes when the end is recorded; empty if there is no such action here
     */
    public Optional<DeliveryRun> cancelApart(long entry, int position) {
        Optional<DeliveryRun> found = present.apart(entry, position);
        found.ifPresent(this::cancel);
        return found;
    }

    /**
     * Ends the pause of an action apart that waits for its next attempt.
     *
     * @return whether there is such an action here; it may also run, or wait for its turn
     */
    public boolean retryApart(long entry, int position) {
        Optional<DeliveryRun> found = present.apart(entry, position);
        found.ifPresent(work -> {
            ActionRun action = work.current();
            if (action != null) {
                present.wake(work, action, QueuedAction::isBackingOff);
            }
        });
        return found.isPresent();
    }
}
