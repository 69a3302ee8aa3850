package dev.jenvoy.dispatch.recovery;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.dispatch.schedule.ActionKinds;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import dev.jenvoy.dispatch.schedule.CancellationToken;
import dev.jenvoy.dispatch.schedule.DeliveryRun;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.dispatch.schedule.Recording;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.UnfinishedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what an earlier server had accepted, or another one that died, left or was cut off. What that left alive is ended before anything runs. Deliveries that were
 * running when a server died are suspects: they rerun one at a time, and one during which the server died three times
 * while it ran alone among them is set aside. Others do not wait for them. One whose hook was cut short by stops of the
 * server again and again ({@link RepeatedStops}) becomes a suspect and then is set aside, too.
 *
 * <p>An action apart during which the server died twice begins a minute later, one minute after another such action, so that the
 * next death says which it is. After three deaths it is given up: no action apart ends the server for ever.
 */
public final class CrashRecovery {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final int MOST_DEATHS = 3;
    private static final Duration BETWEEN_APART = Duration.ofMinutes(1);

    private final Journal journal;
    private final ActionScheduler scheduler;
    private final ActionKinds kinds;
    private final InstantSource clock;
    private final Executor background;
    private final Deque<DeliveryRun> suspects = new ArrayDeque<>();
    private final List<String> setAside = new ArrayList<>();
    private final Map<DeliveryRun, Instant> later = new HashMap<>();
    private final List<Placement> placements = new ArrayList<>();
    private final Recording recordings;
    private boolean isSuspectAlone;

    /** @param background where the next suspect is begun: it waits for the disk */
    public CrashRecovery(
            Journal journal,
            ActionScheduler scheduler,
            ActionKinds kinds,
            InstantSource clock,
            Executor background,
            Recording recordings) {
        this.recordings = recordings;
        this.journal = journal;
        this.scheduler = scheduler;
        this.kinds = kinds;
        this.clock = clock;
        this.background = background;
    }

    /**
     * Gives a delivery that was just claimed its places in the queues, without running it. To be called with each {@link
     * dev.jenvoy.journal.JournalEvent.Claimed}, in the order of the journal's events, which is that of acceptance; short.
     */
    public void place(UnfinishedDelivery one) {
        Placement placed = new Placement(one);
        List<Action> actions = one.entry().steps().stream()
                .map(step -> kinds.restore(step.planned()))
                .toList();
        placed.displaced.addAll(scheduler.runs(one.entry().id()).stream()
                .filter(run -> !run.entry().hold().equals(one.entry().hold()))
                .filter(run -> one.entry().parts().contains(run.part()))
                .toList());
        if (!one.over()) {
            placeAwaited(placed, actions);
        }
        for (DeliveryRun work : DeliveryRun.apart(one.entry(), actions)) {
            resume(work, placed);
            if (work.current() != null && work.isAfter() && placed.awaited.isPresent()) {
                // Not before what a crash cut short of it is recorded: what it follows may have ended long ago.
                DeliveryRun awaited = placed.awaited.get();
                placed.begin.add(() -> scheduler.readyAfter(work, awaited));
                placed.apart++;
            } else if (work.current() != null) {
                scheduler.queue(work);
                placed.begin.add(() -> begin(work, one));
                placed.apart++;
            }
        }
        synchronized (placements) {
            placements.add(placed);
        }
    }

    /**
     * Claims what no server holds, and runs it. Blocks until nothing of an earlier server lives any more.
     *
     * @param most how many deliveries there is room for
     * @return what has been taken up, in the order of acceptance
     */
    public List<DeliveryRun> takeUp(int most) throws InterruptedException {
        List<UnfinishedDelivery> claimed = journal.claim(most);
        if (claimed.isEmpty()) {
            return List.of();
        }
        new EarlierRuns(kinds).end(claimed);
        List<Placement> placed;
        synchronized (placements) {
            placed = List.copyOf(placements);
            placements.clear();
        }
        placed.forEach(one -> one.record.forEach(Runnable::run));
        List<DeliveryRun> taken =
                placed.stream().flatMap(one -> one.awaited.stream()).toList();
        LOG.info(
                "unfinished deliveries taken up deliveries={} suspects={} set_aside={} apart={}",
                taken.size(),
                placed.stream().filter(one -> one.isSuspect).count(),
                placed.stream().filter(one -> one.isSetAside).count(),
                placed.stream().mapToInt(one -> one.apart).sum());
        // Only now, when all have their places in the order of acceptance.
        placed.forEach(this::beginAll);
        background.execute(this::nextSuspect);
        return taken;
    }

    /** What is to be done with a claimed delivery that has its places. */
    private static final class Placement {
        final UnfinishedDelivery one;
        final List<DeliveryRun> displaced = new ArrayList<>();
        final List<Runnable> record = new ArrayList<>();
        final List<Runnable> begin = new ArrayList<>();
        Optional<DeliveryRun> awaited = Optional.empty();
        boolean isSuspect;
        boolean isSetAside;
        int apart;

        Placement(UnfinishedDelivery one) {
            this.one = one;
        }
    }

    /** Begins it when what this server ran of it by an earlier hold has ended. */
    private void beginAll(Placement placed) {
        Runnable begin = () -> placed.begin.forEach(Runnable::run);
        if (placed.displaced.isEmpty()) {
            begin.run();
            return;
        }
        placed.displaced.forEach(scheduler::lose);
        CompletableFuture<?>[] ends = placed.displaced.stream()
                .map(run -> run.over().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> unusedBeginning = CompletableFuture.allOf(ends).thenRunAsync(begin, background);
    }

    /** Gives the actions their places for which a delivery waits, unless it is set aside. */
    private void placeAwaited(Placement placed, List<Action> actions) {
        UnfinishedDelivery one = placed.one;
        Optional<String> hopeless = hopeless(one);
        DeliveryRun work = DeliveryRun.awaited(one.entry(), actions, Optional.empty());
        resume(work, placed);
        if (hopeless.isPresent()) {
            placed.isSetAside = true;
            placed.record.add(() -> putAside(one, hopeless.get()));
            return;
        }
        placed.record.add(() -> warnOfStops(work, one));
        scheduler.queue(work);
        if (one.cancelled()) {
            work.cancel().cancel(CancellationToken.Cause.CANCELLED);
        }
        placed.awaited = Optional.of(work);
        if (one.suspect() || stops(one).anyMatch(RepeatedStops::isSuspect)) {
            placed.isSuspect = true;
            synchronized (this) {
                suspects.add(work);
            }
            scheduler.isolate(work, one.deathsAlone());
        } else {
            placed.begin.add(() -> begin(work, one));
        }
    }

    /** What had to be set aside at this start, in words. */
    public List<String> quarantined() {
        synchronized (setAside) {
            return List.copyOf(setAside);
        }
    }

    private void begin(DeliveryRun work, UnfinishedDelivery one) {
        ActionRun action = work.current();
        Optional<Instant> due =
                action == null ? Optional.empty() : putOffUntil(work).or(() -> dueOf(one, action));
        if (due.isPresent() && action != null) {
            scheduler.readyAt(work, action, due.get());
        } else {
            scheduler.ready(work);
        }
    }

    private synchronized Optional<Instant> putOffUntil(DeliveryRun work) {
        return Optional.ofNullable(later.get(work));
    }

    private static Optional<Instant> dueOf(UnfinishedDelivery one, ActionRun action) {
        return progress(one, action.step()) instanceof UnfinishedDelivery.Progress.Waiting waiting
                ? waiting.due()
                : Optional.empty();
    }

    private synchronized void nextSuspect() {
        DeliveryRun work = isSuspectAlone ? null : suspects.poll();
        if (work == null) {
            return;
        }
        isSuspectAlone = true;
        CompletionStage<Ownership> marking = journal.markIsolated(work.entry().hold());
        recordings.watch(marking, "runsAlone", work.entry());
        marking.whenComplete((marked, failure) -> {
            work.over().thenRun(() -> background.execute(this::suspectEnded));
            if (marked == Ownership.LOST) {
                scheduler.lose(work);
            } else {
                scheduler.ready(work);
            }
        });
    }

    private void suspectEnded() {
        synchronized (this) {
            isSuspectAlone = false;
        }
        nextSuspect();
    }

    /** Why it is not run again, if it is not. */
    private static Optional<String> hopeless(UnfinishedDelivery one) {
        if (one.deathsAlone() >= MOST_DEATHS) {
            return Optional.of("the server died " + one.deathsAlone() + " times while this delivery ran alone");
        }
        for (PlannedStep step : one.entry().awaited()) {
            if (progress(one, step) instanceof UnfinishedDelivery.Progress.Waiting waiting
                    && RepeatedStops.isLoop(waiting.stops())) {
                return Optional.of("the server was stopped " + waiting.stops().size() + " times while its hook "
                        + step.planned().name() + " ran; does that hook restart the server?");
            }
        }
        return Optional.empty();
    }

    private static UnfinishedDelivery.Progress progress(UnfinishedDelivery one, PlannedStep step) {
        return one.actions().get(step.position());
    }

    /** When stops cut the actions short for which it waits, of each that was. */
    private static Stream<List<Instant>> stops(UnfinishedDelivery one) {
        return one.entry().awaited().stream()
                .map(step -> progress(one, step))
                .filter(UnfinishedDelivery.Progress.Waiting.class::isInstance)
                .map(waiting -> ((UnfinishedDelivery.Progress.Waiting) waiting).stops());
    }

    private void putAside(UnfinishedDelivery one, String reason) {
        String id = one.entry().delivery().id();
        recordings.watch(journal.quarantine(one.entry().hold(), reason, clock.instant()), "setAside", one.entry());
        synchronized (setAside) {
            setAside.add("delivery " + id + " was set aside: " + reason);
        }
        LOG.error("delivery set aside delivery={} reason=\"{}\"", id, reason);
    }

    /** Brings a run to where it was: what had ended has ended, what was cut short waits again or is interrupted. */
    private void resume(DeliveryRun work, Placement placed) {
        UnfinishedDelivery one = placed.one;
        for (ActionRun action = work.current(); action != null; action = work.current()) {
            UnfinishedDelivery.Progress progress = progress(one, action.step());
            if (progress instanceof UnfinishedDelivery.Progress.Ended ended) {
                work.end(ended.outcome());
                action.recorded();
                continue;
            }
            if (progress instanceof UnfinishedDelivery.Progress.Running running) {
                cutShort(work, action, running, placed);
            } else if (progress instanceof UnfinishedDelivery.Progress.Waiting waiting) {
                if (waiting.due().isPresent()) {
                    action.queued().resumes();
                }
                if (waiting.inDoubt()) {
                    action.doubt();
                }
            }
            return;
        }
    }

    /** Warns of a hook that a stop cut short and that runs again, as a hook does that restarts the server. */
    private static void warnOfStops(DeliveryRun work, UnfinishedDelivery one) {
        ActionRun action = work.current();
        int stops = stops(one).mapToInt(List::size).max().orElse(0);
        if (action != null && stops > 0) {
            LOG.warn(
                    "hook runs again, a stop of the server cut it short delivery={} hook={} attempt={} stops={}",
                    work.delivery().id(),
                    action.step().planned().name(),
                    action.attempt() + 1,
                    stops);
        }
    }

    private void cutShort(
            DeliveryRun work, ActionRun action, UnfinishedDelivery.Progress.Running running, Placement placed) {
        PlannedStep step = action.step();
        int deaths = work.isApart() ? running.deaths() + 1 : 0;
        boolean hopeless = deaths >= MOST_DEATHS;
        Outcome outcome = Outcome.without(
                Ending.INTERRUPTED,
                null,
                hopeless
                        ? "given up: the server died " + deaths + " times during it"
                        : "interrupted: the server died while this " + kinds.noun(step.planned()) + " ran");
        Instant now = clock.instant();
        Duration took = Duration.between(running.since(), now);
        Attempt attempt = new Attempt(work.entry().hold(), step.position(), running.attempt());
        if (hopeless) {
            LOG.error(
                    "action given up, the server died again and again during it delivery={} {}={} deaths={}",
                    work.delivery().id(),
                    kinds.nameKey(step.planned()),
                    step.planned().name(),
                    deaths);
        }
        if (step.planned().policy().rerun() && !hopeless) {
            action.queued().resumes();
            action.doubt();
            Instant due = deaths < MOST_DEATHS - 1 ? now : putOff(work, now);
            placed.record.add(() -> recordings.watch(
                    journal.endedForNow(attempt, outcome, now, took, due), "endedForNow", work.entry()));
        } else {
            work.end(outcome);
            placed.record.add(() -> {
                CompletionStage<Ownership> recording = journal.ended(attempt, outcome, now, took);
                recordings.watch(recording, "ended", work.entry());
                recording.thenRun(action::recorded);
            });
        }
    }

    private synchronized Instant putOff(DeliveryRun work, Instant now) {
        later.values().removeIf(now::isAfter);
        Instant due = now.plus(BETWEEN_APART.multipliedBy(later.size() + 1L));
        later.put(work, due);
        return due;
    }
}
