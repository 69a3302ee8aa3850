package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.dispatch.share.WorkerShares;
import dev.jenvoy.journal.share.QueueKey;
import dev.jenvoy.journal.share.Turnstiles;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that are here, from their acceptance to their end, and their places in the queues. Hands a run to its workers
 * when it may go on, and says why another waits. Safe for use by several threads: one lock guards the queues and the state
 * of each {@link QueuedAction}. It is held while a delivery is handed to the journal, too, so that the order of acceptance
 * is that of the queues.
 */
final class PresentRuns {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private static final WaitReason FAULT = new WaitReason.NextStart("the server has a fault, see its log");

    private final WorkerPools pools;

    /** Guarded by the lock. */
    private final WorkerShares<DeliveryRun> shares;

    private final ShortageLog shortages;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final Membership member;
    private final Turnstiles turnstiles;

    /** Holds what began nothing while the server might not. */
    private final Set<DeliveryRun> parked = ConcurrentHashMap.newKeySet();

    /** Its monitor is the lock. */
    private final ConcurrencyQueues queues = new ConcurrencyQueues();

    private final Set<DeliveryRun> present = ConcurrentHashMap.newKeySet();
    private final Set<Long> givenUp = ConcurrentHashMap.newKeySet();

    /** Holds the deliveries that wait for their turn to run alone, and how often the server died while they did. */
    private final Map<DeliveryRun, Integer> isolated = new HashMap<>();

    private volatile boolean stopping;

    /** @param timer ends pauses */
    PresentRuns(
            WorkerPools pools,
            WorkerShares<DeliveryRun> shares,
            ShortageLog shortages,
            ScheduledExecutorService timer,
            InstantSource clock,
            Membership member,
            Turnstiles turnstiles) {
        this.pools = pools;
        this.shares = shares;
        this.shortages = shortages;
        this.timer = timer;
        this.clock = clock;
        this.member = member;
        this.turnstiles = turnstiles;
    }

    /**
     * Announces a delivery, and appends it while nothing else can enter.
     *
     * @param start called if its first action is to start with the acceptance; a worker is kept for it then
     */
    <T> T enter(PendingAppend entrance, Runnable start, Supplier<T> append) {
        synchronized (queues) {
            boolean free = queues.enters(entrance);
            if (free
                    && member.works()
                    && member.mayStart()
                    && pools.ofKind(entrance.kind()).reserve()) {
                start.run();
            }
            return append.get();
        }
    }

    /** Announces a delivery whose first action does not start with the acceptance. */
    void enter(PendingAppend entrance) {
        synchronized (queues) {
            boolean unusedFree = queues.enters(entrance);
        }
    }

    /** It was not accepted. */
    void turnedAway(PendingAppend entrance) {
        synchronized (queues) {
            queues.entered(entrance);
        }
        if (entrance.start().isPresent()) {
            pools.ofKind(entrance.kind()).giveUpReserved();
        }
    }

    /** It was accepted: the runs take their places in the order of acceptance. One that has started has its claim at once. */
    void accepted(List<DeliveryRun> runs, PendingAppend entrance) {
        List<QueuedAction> superseded = new ArrayList<>();
        synchronized (queues) {
            queues.entered(entrance);
            for (DeliveryRun work : runs) {
                queue(work);
                work.remaining().forEach(action -> superseded.addAll(queues.debounced(action.queued())));
                if (work.hasStarted()) {
                    // Nothing could come before it, and so nothing is woken.
                    queues.claim(work.remaining().get(0).queued());
                }
            }
        }
        superseded.forEach(this::ready);
    }

    /** Takes its places in the order of acceptance, without running it yet. */
    void queue(DeliveryRun work) {
        present.add(work);
        synchronized (queues) {
            work.remaining().forEach(action -> queues.accepted(action.queued()));
        }
    }

    /** Keeps a queued run until {@link #ready}; see {@link ActionScheduler#isolate}. */
    void isolate(DeliveryRun work, int deaths) {
        synchronized (queues) {
            isolated.put(work, deaths);
        }
    }

    /** Runs what was queued. */
    void ready(DeliveryRun work) {
        synchronized (queues) {
            isolated.remove(work);
        }
        goOn(work);
    }

    /** Hands a run to its workers. */
    void goOn(DeliveryRun work) {
        pools.of(work).ready(work);
        logWait(work);
    }

    /** Runs what was queued, at that time or when it is cancelled. */
    void readyAt(DeliveryRun work, ActionRun action, Instant due) {
        List<DeliveryRun> next;
        synchronized (queues) {
            action.queued().backsOff(due);
            next = giveBackShares(work);
        }
        wakeAt(work, action, due);
        next.forEach(this::goOn);
    }

    /** Wakes an action that pauses until then, or at once if its delivery is cancelled. */
    private void wakeAt(DeliveryRun work, ActionRun action, Instant due) {
        long delay = Math.max(0, Duration.between(clock.instant(), due).toMillis());
        // Not of a later pause: this one may have been ended before its time.
        Optional<Instant> pause = Optional.of(due);
        Future<?> unusedTask = timer.schedule(
                () -> wake(work, action, queued -> queued.due().equals(pause)), delay, TimeUnit.MILLISECONDS);
        if (work.isCancelled()) {
            // By somebody who saw it run a moment ago, and did not wake it.
            wake(work, action, QueuedAction::isBackingOff);
        }
    }

    /** Hands a run to its workers if the place of its action is as asked for. */
    void wake(DeliveryRun work, ActionRun action, Predicate<QueuedAction> asleep) {
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

    /** Whether actions apart are to be run here. */
    boolean leads() {
        return member.leads();
    }

    /** Keeps a run that may begin nothing at the moment until {@link #reconnected}; false if it may. */
    boolean holdsBack(DeliveryRun work) {
        if (member.mayStart()) {
            return false;
        }
        parked.add(work);
        // The listener may have heard of it in between.
        return !member.mayStart() || !parked.remove(work);
    }

    /** Lets go on what was held back. */
    void reconnected() {
        for (DeliveryRun work : List.copyOf(parked)) {
            if (parked.remove(work)) {
                goOn(work);
            }
        }
    }

    /** What becomes of an action that is the next of its run. */
    enum Claim {
        RUNS,
        /** It waits: it is woken when it may claim again. */
        WAITS,
        CANCELLED,
        SUPERSEDED
    }

    /** Has an action that is the next of its run run now, or wait. */
    Claim claim(DeliveryRun work, ActionRun action) {
        if (turnstiles != Turnstiles.OPEN && action.queued().concurrency() == Policy.Concurrency.EXCLUSIVE) {
            return pass(work, action);
        }
        ConcurrencyQueues.Claimed claimed;
        Optional<Instant> pause;
        synchronized (queues) {
            // Read under the lock: a later cancellation finds the action waiting, and wakes it.
            if (work.isCancelled()) {
                return Claim.CANCELLED;
            }
            if (queues.isSuperseded(action.queued())) {
                return Claim.SUPERSEDED;
            }
            pause = debounce(work, action);
            // Under the lock, so that a newer delivery either is seen here or wakes it.
            pause.ifPresent(action.queued()::debounces);
            claimed =
                    pause.isPresent() ? new ConcurrencyQueues.Claimed(false, List.of()) : queues.claim(action.queued());
            if (claimed.runs() && !shares.take(work)) {
                // It keeps its place in the queue: nothing overtakes it.
                action.queued().waits();
                claimed = new ConcurrencyQueues.Claimed(false, claimed.woken());
            }
        }
        pause.ifPresent(due -> wakeAt(work, action, due));
        claimed.woken().forEach(this::ready);
        return claimed.runs() ? Claim.RUNS : Claim.WAITS;
    }

    /** The same for an action that must run alone among those of all servers: the queue is in the journal. */
    private Claim pass(DeliveryRun work, ActionRun action) {
        QueuedAction queued = action.queued();
        Turnstiles.Turn turn;
        boolean isNew;
        synchronized (queues) {
            if (work.isCancelled()) {
                return Claim.CANCELLED;
            }
            isNew = queued.turn().isEmpty();
            if (isNew) {
                QueueKey key = queued.key();
                queued.turn(
                        turnstiles.enter(work.entry().id(), action.step().position(), key.kind() + " " + key.action()));
            }
            turn = queued.turn().get();
            if (turn.granted().toCompletableFuture().isDone()) {
                queued.runs();
                if (shares.take(work)) {
                    return Claim.RUNS;
                }
            }
            queued.waits();
        }
        if (isNew) {
            turn.granted().thenRun(() -> wake(work, action, QueuedAction::isWaiting));
        }
        return Claim.WAITS;
    }

    /**
     * Returns until when it waits for a newer delivery; empty if it waits no more. The time counts from the acceptance, so that
     * it is the same after a crash. It is never longer than the option says, wherever the clock was set.
     */
    private Optional<Instant> debounce(DeliveryRun work, ActionRun action) {
        QueuedAction queued = action.queued();
        if (queued.concurrency() != Policy.Concurrency.LATEST || queued.hasBegun() || queued.hasDebounced()) {
            return Optional.empty();
        }
        Duration time = action.debounce();
        Instant now = clock.instant();
        Instant due = work.delivery().received().plus(time);
        Instant last = now.plus(time);
        return Optional.of(due.isAfter(last) ? last : due).filter(now::isBefore);
    }

    /** Gives back the place of an action that has ended, and wakes the next one. */
    void leave(ActionRun action) {
        shortages.end(action);
        Optional<QueuedAction> next;
        List<DeliveryRun> others;
        synchronized (queues) {
            next = queues.leave(action.queued());
            others = giveBackShares(action.queued().work());
        }
        next.ifPresent(this::ready);
        others.forEach(this::goOn);
    }

    /** Returns the runs that waited for a place in a share and may claim again. */
    private List<DeliveryRun> giveBackShares(DeliveryRun work) {
        List<DeliveryRun> next = shares.giveBack(work);
        for (DeliveryRun one : next) {
            ActionRun action = one.current();
            if (action != null) {
                action.queued().woken();
            }
        }
        return next;
    }

    private void ready(QueuedAction queued) {
        pools.of(queued.work()).ready(queued.work());
    }

    /** Notes that a fault of the server's keeps a delivery from going on. */
    void giveUp(DeliveryRun work) {
        givenUp.add(work.entry().id());
    }

    /** It is here no more, and gives back all its places. */
    void gone(DeliveryRun work) {
        present.remove(work);
        parked.remove(work);
        for (ActionRun left : work.remaining()) {
            leave(left);
        }
    }

    /** Lets no further action begin. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Returns how many deliveries are here. Actions apart do not count. */
    int deliveries() {
        return (int) present.stream().filter(work -> !work.isApart()).count();
    }

    void forEach(Consumer<DeliveryRun> each) {
        present.forEach(each);
    }

    /** Returns the run of a delivery; empty if it is not here. */
    Optional<DeliveryRun> run(long entry) {
        return present.stream()
                .filter(work -> work.entry().id() == entry && !work.isApart())
                .findFirst();
    }

    /** Returns the runs of a delivery: of the actions for which it waits, and of those apart. */
    List<DeliveryRun> runs(long entry) {
        return present.stream().filter(work -> work.entry().id() == entry).toList();
    }

    /** Returns all runs. */
    List<DeliveryRun> all() {
        return List.copyOf(present);
    }

    /** Returns the run of an action apart; empty if it is not here. */
    Optional<DeliveryRun> apart(long entry, int position) {
        return present.stream()
                .filter(work -> work.isApart() && work.has(entry, position))
                .findFirst();
    }

    int givenUp() {
        return givenUp.size();
    }

    int queues() {
        synchronized (queues) {
            return queues.size();
        }
    }

    Optional<WaitReason> waitReason(long entry) {
        return run(entry)
                .flatMap(this::reason)
                .or(() -> givenUp.contains(entry) ? Optional.of(FAULT) : Optional.empty());
    }

    Optional<WaitReason> waitReason(long entry, int position) {
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

    List<WaitReason> waitReasons() {
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
        return new WaitReasons(queues, shares, shortages, pools, stopping);
    }

    private Optional<WaitReason> reason(WaitReasons reasons, DeliveryRun work) {
        Integer deaths = isolated.get(work);
        if (parked.contains(work)) {
            return Optional.of(new WaitReason.CutOff());
        }
        return deaths == null ? reasons.of(work) : Optional.of(new WaitReason.CrashIsolation(deaths));
    }

    /** Logs why it waits, if that has changed since the last line. */
    void logWait(DeliveryRun work) {
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
}
