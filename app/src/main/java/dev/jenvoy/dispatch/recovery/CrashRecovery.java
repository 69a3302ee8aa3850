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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what an earlier server had accepted. What that left alive is ended before anything runs. Deliveries that were
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

    /** @param background where the next suspect is begun: it waits for the disk */
    public CrashRecovery(
            Journal journal, ActionScheduler scheduler, ActionKinds kinds, InstantSource clock, Executor background) {
        this.journal = journal;
        this.scheduler = scheduler;
        this.kinds = kinds;
        this.clock = clock;
        this.background = background;
    }

    /**
     * Takes everything up that was abandoned. Blocks until nothing of an earlier server lives any more; call it before
     * anything is accepted.
     *
     * @return what has been taken up, in the order of acceptance
     */
    public List<DeliveryRun> takeUp() throws InterruptedException {
        List<UnfinishedDelivery> abandoned = journal.claim(Integer.MAX_VALUE);
        new EarlierRuns(kinds).end(abandoned);
        List<DeliveryRun> taken = new ArrayList<>();
        List<Runnable> begin = new ArrayList<>();
        int apart = 0;
        for (UnfinishedDelivery one : abandoned) {
            List<Action> actions = one.entry().steps().stream()
                    .map(step -> kinds.restore(step.planned()))
                    .toList();
            Optional<DeliveryRun> awaited = one.over() ? Optional.empty() : takeUp(one, actions, begin);
            awaited.ifPresent(taken::add);
            for (DeliveryRun work : DeliveryRun.apart(one.entry(), actions)) {
                resume(work, one);
                if (work.current() != null && work.isAfter() && awaited.isPresent()) {
                    scheduler.readyAfter(work, awaited.get());
                    apart++;
                } else if (work.current() != null) {
                    scheduler.queue(work);
                    begin.add(() -> begin(work, one));
                    apart++;
                }
            }
        }
        if (!abandoned.isEmpty()) {
            LOG.info(
                    "unfinished deliveries taken up deliveries={} suspects={} set_aside={} apart={}",
                    taken.size(),
                    suspects.size(),
                    setAside.size(),
                    apart);
        }
        // Only now, when all have their places in the order of acceptance.
        begin.forEach(Runnable::run);
        background.execute(this::nextSuspect);
        return taken;
    }

    /** Takes up the actions for which a delivery waits; empty if it is set aside. */
    private Optional<DeliveryRun> takeUp(UnfinishedDelivery one, List<Action> actions, List<Runnable> begin) {
        Optional<String> hopeless = hopeless(one);
        DeliveryRun work = DeliveryRun.awaited(one.entry(), actions, Optional.empty());
        resume(work, one);
        if (hopeless.isPresent()) {
            putAside(one, hopeless.get());
            return Optional.empty();
        }
        warnOfStops(work, one);
        scheduler.queue(work);
        if (one.cancelled()) {
            work.cancel().cancel(CancellationToken.Cause.CANCELLED);
        }
        if (one.suspect() || stops(one).anyMatch(RepeatedStops::isSuspect)) {
            suspects.add(work);
            scheduler.isolate(work, one.deathsAlone());
        } else {
            begin.add(() -> begin(work, one));
        }
        return Optional.of(work);
    }

    /** What had to be set aside at this start, in words. */
    public List<String> quarantined() {
        return List.copyOf(setAside);
    }

    private void begin(DeliveryRun work, UnfinishedDelivery one) {
        ActionRun action = work.current();
        Optional<Instant> due = action == null
                ? Optional.empty()
                : Optional.ofNullable(later.get(work)).or(() -> dueOf(one, action));
        if (due.isPresent() && action != null) {
            scheduler.readyAt(work, action, due.get());
        } else {
            scheduler.ready(work);
        }
    }

    private static Optional<Instant> dueOf(UnfinishedDelivery one, ActionRun action) {
        return progress(one, action.step()) instanceof UnfinishedDelivery.Progress.Waiting waiting
                ? waiting.due()
                : Optional.empty();
    }

    private synchronized void nextSuspect() {
        DeliveryRun work = suspects.poll();
        if (work == null) {
            return;
        }
        CompletionStage<Ownership> marking = journal.markIsolated(work.entry().hold());
        Recording.watch(marking, "runsAlone", work.entry());
        marking.whenComplete((marked, failure) -> {
            work.over().thenRun(() -> background.execute(this::nextSuspect));
            scheduler.ready(work);
        });
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
        Recording.watch(journal.quarantine(one.entry().hold(), reason, clock.instant()), "setAside", one.entry());
        setAside.add("delivery " + id + " was set aside: " + reason);
        LOG.error("delivery set aside delivery={} reason=\"{}\"", id, reason);
    }

    /** Brings a run to where it was: what had ended has ended, what was cut short waits again or is interrupted. */
    private void resume(DeliveryRun work, UnfinishedDelivery one) {
        for (ActionRun action = work.current(); action != null; action = work.current()) {
            UnfinishedDelivery.Progress progress = progress(one, action.step());
            if (progress instanceof UnfinishedDelivery.Progress.Ended ended) {
                work.end(ended.outcome());
                action.recorded();
                continue;
            }
            if (progress instanceof UnfinishedDelivery.Progress.Running running) {
                cutShort(work, action, running);
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

    private void cutShort(DeliveryRun work, ActionRun action, UnfinishedDelivery.Progress.Running running) {
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
            Recording.watch(journal.endedForNow(attempt, outcome, now, took, due), "endedForNow", work.entry());
        } else {
            CompletionStage<Ownership> recording = journal.ended(attempt, outcome, now, took);
            Recording.watch(recording, "ended", work.entry());
            work.end(outcome);
            recording.thenRun(action::recorded);
        }
    }

    private Instant putOff(DeliveryRun work, Instant now) {
        Instant due = now.plus(BETWEEN_APART.multipliedBy(later.size() + 1L));
        later.put(work, due);
        return due;
    }
}
