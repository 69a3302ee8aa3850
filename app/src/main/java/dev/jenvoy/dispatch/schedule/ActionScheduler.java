package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Runs the actions of accepted deliveries in order. An action starts only when its concurrency rule allows it. Every
 * change of state is recorded before listeners see it. A delivery that waits, for its turn or for a retry, holds no
 * thread.
 */
public final class ActionScheduler {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    /** After so many shortages the pause grows no more, to 8 s: they may be over at any moment. */
    private static final int SLOWEST = 4;

    private static final WaitReason FAULT = new WaitReason.NextStart("the server has a fault, see its log");

    private final Journal journal;
    private final ActionRunner runner;
    private final ActionKinds kinds;
    private final Backoff backoff;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final ShortageLog shortages = new ShortageLog();
    private final WorkerPools pools;
    private final ConcurrencyQueues queues = new ConcurrencyQueues();
    private final Set<DeliveryRun> present = ConcurrentHashMap.newKeySet();
    private final Set<Long> givenUp = ConcurrentHashMap.newKeySet();

    /** Counts the workers that are with an action apart. */
    private final AtomicInteger apart = new AtomicInteger();

    /** Holds the deliveries that wait for their turn to run alone, and how often the server died while they did. */
    private final Map<DeliveryRun, Integer> isolated = new HashMap<>();

    private volatile boolean stopping;

    /** Whether all deliveries in flight were asked to end. */
    private volatile boolean ending;

    public ActionScheduler(
            Journal journal,
            ActionRunner runner,
            ActionKinds kinds,
            Backoff backoff,
            ScheduledExecutorService timer,
            InstantSource clock,
            Supplier<DispatchOptions> settings) {
        this.journal = journal;
        this.runner = runner;
        this.backoff = backoff;
        this.timer = timer;
        this.clock = clock;
        this.kinds = kinds;
        this.pools = new WorkerPools(kinds, () -> settings.get().maxConcurrent(), this::advance, shortages, timer);
    }

    /**
     * Lets a delivery enter the journal. Those that come through here are appended in the order in which they came.
     *
     * @param append appends it; must not wait for the disk
     */
    public <T> T enter(PendingAppend entrance, Supplier<T> append) {
        synchronized (queues) {
            if (queues.enters(entrance) && pools.ofKind(entrance.kind()).reserve()) {
                entrance.startWith(runner.next());
            }
            return append.get();
        }
    }

    /**
     * The same for one whose append waits for the disk, to which its payload goes first: it takes its place in the order
     * when that is done, and so no action starts with its acceptance, nor with that of another in its queues.
     */
    public <T> T enterSlowly(PendingAppend entrance, Supplier<T> append) {
        synchronized (queues) {
            boolean unusedTurn = queues.enters(entrance);
        }
        return append.get();
    }

    /** It was not accepted. */
    public void turnedAway(PendingAppend entrance) {
        synchronized (queues) {
            queues.entered(entrance);
        }
        if (entrance.start().isPresent()) {
            pools.ofKind(entrance.kind()).giveUpReserved();
        }
    }

    /**
     * Takes a delivery whose turn in the order of acceptance is now, and runs it when it can.
     *
     * @param runs its actions: first those for which it waits, if any, then those apart
     */
    public void take(List<DeliveryRun> runs, PendingAppend entrance) {
        List<DeliveryRun> now =
                runs.stream().filter(work -> !waitsForEnd(work, runs)).toList();
        synchronized (queues) {
            queues.entered(entrance);
            for (DeliveryRun work : now) {
                queue(work);
                if (work.hasStarted()) {
                    // Nothing could come before it, and so nothing is woken.
                    queues.claim(work.remaining().get(0).queued());
                }
            }
        }
        for (DeliveryRun work : now) {
            if (ending) {
                work.cancel().cancel(CancellationToken.Cause.STOPPED);
            }
            if (work.hasStarted()) {
                pools.of(work).start(work);
            } else {
                pools.of(work).ready(work);
                logWait(work);
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

    /** Queues and runs it when another run of its delivery has ended; until then it has no place in its queue. */
    public void readyAfter(DeliveryRun work, DeliveryRun awaited) {
        awaited.over().thenRun(() -> {
            queue(work);
            ready(work);
        });
    }

    /** Takes its places in the order of acceptance, without running it yet. */
    public void queue(DeliveryRun work) {
        present.add(work);
        synchronized (queues) {
            work.remaining().forEach(action -> queues.accepted(action.queued()));
        }
    }

    /**
     * Keeps a queued delivery until {@link #ready}, because the server died while it ran.
     *
     * @param deaths how often the server died while it ran alone
     */
    public void isolate(DeliveryRun work, int deaths) {
        synchronized (queues) {
            isolated.put(work, deaths);
        }
    }

    /** Runs what was queued. */
    public void ready(DeliveryRun work) {
        synchronized (queues) {
            isolated.remove(work);
        }
        pools.of(work).ready(work);
        logWait(work);
    }

    /** Runs what was queued, at that time or when it is cancelled. */
    public void readyAt(DeliveryRun work, ActionRun action, Instant due) {
        synchronized (queues) {
            action.queued().backsOff(due);
        }
        long delay = Math.max(0, Duration.between(clock.instant(), due).toMillis());
        // Not of a later pause: this one may have been ended before its time.
        Optional<Instant> pause = Optional.of(due);
        Future<?> unusedTask =
                timer.schedule(() -> wake(work, action, queued -> queued.due().equals(pause)), delay, TimeUnit.MILLISECONDS);
        if (work.isCancelled()) {
            // By somebody who saw it run a moment ago, and did not wake it.
            wake(work, action, QueuedAction::isBackingOff);
        }
    }

    /**
     * How many deliveries have a place and run; the others wait for a place, for their turn, or to try again. Actions apart
     * do not count.
     */
    public int running() {
        return Math.max(0, pools.busy() - apart.get());
    }

    /** How many deliveries are here: those that run, and those that wait. Actions apart do not count. */
    public int present() {
        return (int) present.stream().filter(work -> !work.isApart()).count();
    }

    /** How many deliveries a fault of the server's keeps from going on; they do at its next start. */
    public int givenUp() {
        return givenUp.size();
    }

    /** Returns why this delivery does not run now; empty if it runs, has ended, or was never accepted. */
    public Optional<WaitReason> waitReason(long entry) {
        return run(entry)
                .flatMap(this::reason)
                .or(() -> givenUp.contains(entry) ? Optional.of(FAULT) : Optional.empty());
    }

    /** Returns why one action of this delivery waits; empty if it runs, has ended, or is unknown. */
    public Optional<WaitReason> waitReason(long entry, int position) {
        Optional<DeliveryRun> apartFromIt = apart(entry, position);
        if (apartFromIt.isPresent()) {
            return reason(apartFromIt.get());
        }
        Optional<ActionRun> current = run(entry).map(DeliveryRun::current);
        if (current.isEmpty() || current.get().step().position() == position) {
            return waitReason(entry);
        }
        int earlier = current.get().step().position();
        return earlier < position ? Optional.of(new WaitReason.EarlierAction(earlier)) : Optional.empty();
    }

    /** Returns the reasons of all deliveries that wait now. */
    public List<WaitReason> waitReasons() {
        List<WaitReason> all = new ArrayList<>();
        synchronized (queues) {
            WaitReasons reasons = reasons();
            present.stream()
                    .filter(work -> !work.isApart())
                    .forEach(work -> reason(reasons, work).ifPresent(all::add));
        }
        all.addAll(Collections.nCopies(givenUp.size(), FAULT));
        return all;
    }

    private Optional<WaitReason> reason(DeliveryRun work) {
        synchronized (queues) {
            return reason(reasons(), work);
        }
    }

    private WaitReasons reasons() {
        return new WaitReasons(queues, shortages, pools, stopping);
    }

    private Optional<WaitReason> reason(WaitReasons reasons, DeliveryRun work) {
        Integer deaths = isolated.get(work);
        return deaths == null ? reasons.of(work) : Optional.of(new WaitReason.CrashIsolation(deaths));
    }

    private Optional<DeliveryRun> run(long entry) {
        return present.stream()
                .filter(work -> work.entry().id() == entry && !work.isApart())
                .findFirst();
    }

    private Optional<DeliveryRun> apart(long entry, int position) {
        return present.stream()
                .filter(work -> work.isApart() && work.has(entry, position))
                .findFirst();
    }

    /** What keeps actions from being started that would run otherwise. */
    public ShortageLog shortages() {
        return shortages;
    }

    public int queues() {
        synchronized (queues) {
            return queues.size();
        }
    }

    /** Logs why it waits, if that has changed since the last line. */
    private void logWait(DeliveryRun work) {
        if (LOG.isDebugEnabled()) {
            Optional<WaitReason> reason = present.contains(work) ? reason(work) : Optional.empty();
            String word = reason.map(WaitReason::word).orElse("");
            if (work.waitsFor(word) && reason.isPresent()) {
                LOG.debug(
                        "delivery waits delivery={} entry={} reason={} text=\"{}\"",
                        work.delivery().id(),
                        work.entry().id(),
                        word,
                        reason.get().text());
            }
        }
    }

    /** Goes on with a delivery as far as it will go now. */
    private void advance(DeliveryRun work, String pool) {
        MDC.put("delivery", work.delivery().id());
        if (work.isApart()) {
            apart.incrementAndGet();
        }
        try {
            boolean going = true;
            while (going) {
                going = step(work, pool);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException | Error e) {
            // It stays in the journal and is taken up at the next start.
            givenUp.add(work.entry().id());
            LOG.error(
                    "delivery given up until the next start delivery={} entry={}",
                    work.delivery().id(),
                    work.entry().id(),
                    e);
            gone(work);
        } finally {
            if (work.isApart()) {
                apart.decrementAndGet();
            }
            logWait(work);
            MDC.remove("delivery");
        }
    }

    /** One step; false when there is nothing more to do now. */
    private boolean step(DeliveryRun work, String pool) throws InterruptedException, ExecutionException {
        ActionRun action = work.current();
        if (action == null) {
            finish(work);
            return false;
        }
        if (work.hasStarted()) {
            return run(work, action);
        }
        if (!pools.name(work).equals(pool)) {
            // Its next action is of a kind with another limit.
            pools.of(work).ready(work);
            return false;
        }
        if (stopping) {
            return false;
        }
        boolean cancelled;
        boolean superseded;
        ConcurrencyQueues.Claimed claimed = new ConcurrencyQueues.Claimed(false, List.of());
        synchronized (queues) {
            // Read under the lock: a later cancellation finds the action waiting, and wakes it.
            cancelled = work.isCancelled();
            superseded = queues.isSuperseded(action.queued());
            if (!cancelled && !superseded) {
                claimed = queues.claim(action.queued());
            }
        }
        claimed.woken().forEach(this::ready);
        if (cancelled) {
            return drop(work, action, Outcome.without(Ending.CANCELLED, null, "cancelled before it began"));
        }
        if (superseded) {
            return drop(work, action, Outcome.without(Ending.SUPERSEDED, null, "superseded by a newer delivery"));
        }
        return claimed.runs() && run(work, action);
    }

    private boolean run(DeliveryRun work, ActionRun action) throws InterruptedException, ExecutionException {
        ActionRunner.Tried tried = runner.run(work, action, () -> shortages.end(action));
        if (tried instanceof ActionRunner.NotNow notNow) {
            postpone(work, action, notNow);
            return false;
        }
        shortages.end(action);
        action.began();
        ActionRunner.Ran ran = (ActionRunner.Ran) tried;
        runner.log(work, action, ran);
        return ended(work, action, ran);
    }

    /** Keeps its place in the queue and gives up its place among those that run. */
    private void postpone(DeliveryRun work, ActionRun action, ActionRunner.NotNow notNow) {
        action.takeBackAttempt();
        int shortage = action.countShortage();
        Instant due = clock.instant().plus(backoff.after(Math.min(shortage, SLOWEST)));
        // Each action is logged once; /readyz shows that the shortage goes on.
        LOG.atLevel(shortage == 1 ? Level.WARN : Level.DEBUG)
                .log(
                        "{} cannot be started now, it waits delivery={} {}={} attempt={} missing=\"{}\" due={}",
                        kinds.noun(action.step().planned()),
                        work.delivery().id(),
                        kinds.nameKey(action.step().planned()),
                        action.step().planned().name(),
                        notNow.attempt().number(),
                        notNow.missing(),
                        due);
        shortages.begin(action, notNow.missing());
        Recording.watch(journal.postponed(notNow.attempt(), due), "postponed", work.entry());
        readyAt(work, action, due);
    }

    /** Records that it ended, together with what comes of that; true when the delivery goes on. */
    private boolean ended(DeliveryRun work, ActionRun action, ActionRunner.Ran ran) {
        Outcome outcome = ran.outcome();
        Policy policy = action.step().planned().policy();
        boolean interrupted = outcome.ending() == Ending.INTERRUPTED;
        if (interrupted && policy.rerun()) {
            // The server stops. The rest of the delivery stays in the journal.
            Recording.watch(journal.cutShort(ran.attempt(), outcome, ran.at(), ran.took()), "cutShort", work.entry());
            return false;
        }
        boolean mayRetry =
                outcome.failed() && !interrupted && outcome.ending() != Ending.CANCELLED && !work.isCancelled();
        Optional<Instant> again = mayRetry ? nextAttempt(action, outcome, policy) : Optional.empty();
        if (again.isPresent()) {
            record(work, ran);
            Instant due = again.get();
            Recording.watch(journal.retrying(work.entry().id(), action.step().position(), due), "retrying", work.entry());
            // Its place in the queue is kept: nothing of the same repository and ref overtakes it.
            readyAt(work, action, due);
            return false;
        }
        work.end(outcome);
        if (work.isApart()) {
            finished(work, ended(ran).whenComplete((done, failure) -> leave(action)));
            return false;
        }
        if (work.current() == null) {
            // One transaction in place of two: 0.08 ms of the processor a delivery, and one wake-up of the journal's
            // thread.
            CompletionStage<Void> recording =
                    journal.endedLast(ran.attempt(), outcome, ran.at(), ran.took(), work.conclusion());
            // The queue is left before listeners are informed, so that a delivery they send next finds it free.
            finished(work, recording.whenComplete((done, failure) -> leave(action)));
            return false;
        }
        record(work, ran);
        leave(action);
        return true;
    }

    private Optional<Instant> nextAttempt(ActionRun action, Outcome outcome, Policy policy) {
        if (outcome.retry() instanceof RetryAdvice.At at) {
            return policy.retries() > action.failures() ? Optional.of(at.time()) : Optional.empty();
        }
        return action.countFailure() <= policy.retries()
                ? outcome.retry().due(clock.instant().plus(backoff.after(action.failures())))
                : Optional.empty();
    }

    private void record(DeliveryRun work, ActionRunner.Ran ran) {
        Recording.watch(ended(ran), "ended", work.entry());
    }

    private CompletionStage<Void> ended(ActionRunner.Ran ran) {
        Attempt attempt = ran.attempt();
        return journal.ended(
                attempt.entry(), attempt.position(), attempt.number(), ran.outcome(), ran.at(), ran.took());
    }

    /** Gives up an action that waits; true when the delivery goes on. */
    private boolean drop(DeliveryRun work, ActionRun action, Outcome outcome) {
        CompletionStage<Void> recording =
                journal.dropped(work.entry().id(), action.step().position(), outcome, clock.instant());
        work.end(outcome);
        if (work.isApart()) {
            finished(work, recording.whenComplete((done, failure) -> leave(action)));
            return false;
        }
        Recording.watch(recording, "dropped", work.entry());
        leave(action);
        return true;
    }

    private void leave(ActionRun action) {
        shortages.end(action);
        Optional<QueuedAction> next;
        synchronized (queues) {
            next = queues.leave(action.queued());
        }
        next.ifPresent(this::ready);
    }

    private void finish(DeliveryRun work) {
        finished(work, journal.finished(work.entry().id(), work.conclusion(), clock.instant()));
    }

    private void finished(DeliveryRun work, CompletionStage<Void> recording) {
        Recording.watch(recording, "finished", work.entry());
        recording.whenComplete((done, failure) -> {
            gone(work);
            if (!work.isApart()) {
                work.delivery().payload().discard();
            }
            work.complete();
        });
    }

    private void gone(DeliveryRun work) {
        present.remove(work);
        for (ActionRun left : work.remaining()) {
            leave(left);
        }
    }

    /**
     * Starts no further action, ends the running ones, and blocks until they have ended.
     *
     * @param letRun how long running actions may run on
     * @param letDie how long they may take to end after that
     */
    public void stop(Duration letRun, Duration letDie) throws InterruptedException {
        stopping = true;
        pools.close();
        if (!pools.awaitIdle(letRun)) {
            ending = true;
            present.forEach(work -> work.cancel().cancel(CancellationToken.Cause.STOPPED));
            if (!pools.awaitIdle(letDie)) {
                LOG.warn("actions did not end in time running={}", pools.busy());
            }
        }
        pools.interrupt();
    }

    /** Cancels a delivery of this number, if it is here. */
    public void cancel(long entry) {
        run(entry).ifPresent(this::cancel);
    }

    private void cancel(DeliveryRun work) {
        work.cancel().cancel(CancellationToken.Cause.CANCELLED);
        ActionRun action = work.current();
        // An action that runs or is ready sees the cancellation itself; one that waits is woken.
        if (action != null) {
            wake(work, action, queued -> queued.isWaiting() || queued.isBackingOff());
        }
    }

    /**
     * Cancels an action apart that waits or runs.
     *
     * @return its run, which completes when the end is recorded; empty if there is no such action here
     */
    public Optional<DeliveryRun> cancelApart(long entry, int position) {
        Optional<DeliveryRun> found = apart(entry, position);
        found.ifPresent(this::cancel);
        return found;
    }

    /**
     * Ends the pause of an action apart that waits for its next attempt.
     *
     * @return whether there is such an action here; it may also run, or wait for its turn
     */
    public boolean retryApart(long entry, int position) {
        Optional<DeliveryRun> found = apart(entry, position);
        found.ifPresent(work -> {
            ActionRun action = work.current();
            if (action != null) {
                wake(work, action, QueuedAction::isBackingOff);
            }
        });
        return found.isPresent();
    }

    private void ready(QueuedAction queued) {
        pools.of(queued.work()).ready(queued.work());
    }

    private void wake(DeliveryRun work, ActionRun action, Predicate<QueuedAction> asleep) {
        boolean woken;
        synchronized (queues) {
            woken = asleep.test(action.queued());
            if (woken) {
                action.queued().woken();
            }
        }
        if (woken) {
            pools.of(work).ready(work);
        }
    }
}
