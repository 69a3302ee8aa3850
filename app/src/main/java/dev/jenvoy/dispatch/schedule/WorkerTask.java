package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * What a worker does with a run: goes on with it as far as it will go now, action by action, and has the journal record what
 * comes of each. Safe for use by several threads, each with another run.
 */
final class WorkerTask {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    /** After so many shortages the pause grows no more, to 8 s: they may be over at any moment. */
    private static final int SLOWEST = 4;

    private final Journal journal;
    private final ActionRunner runner;
    private final ActionKinds kinds;
    private final Backoff backoff;
    private final InstantSource clock;
    private final ShortageLog shortages;
    private final WorkerPools pools;
    private final PresentRuns runs;
    private final Recording recordings;
    private final Consumer<DeliveryRun> notLed;

    /** Counts the workers that are with an action apart. */
    private final AtomicInteger apart = new AtomicInteger();

    /** @param notLed gives an action apart back that another server is to run */
    WorkerTask(
            Journal journal,
            ActionRunner runner,
            ActionKinds kinds,
            Backoff backoff,
            InstantSource clock,
            ShortageLog shortages,
            WorkerPools pools,
            PresentRuns runs,
            Recording recordings,
            Consumer<DeliveryRun> notLed) {
        this.journal = journal;
        this.runner = runner;
        this.kinds = kinds;
        this.backoff = backoff;
        this.clock = clock;
        this.shortages = shortages;
        this.pools = pools;
        this.runs = runs;
        this.recordings = recordings;
        this.notLed = notLed;
    }

    /** Returns how many workers are with an action apart. */
    int apart() {
        return apart.get();
    }

    /**
     * Goes on with a run as far as it will go now. Throws nothing.
     *
     * @param pool the name of the pool that the worker belongs to
     */
    void advance(DeliveryRun work, String pool) {
        if (!work.enter()) {
            return;
        }
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
            runs.giveUp(work);
            LOG.error(
                    "delivery given up until the next start delivery={} entry={}",
                    work.delivery().id(),
                    work.entry().id(),
                    e);
            runs.gone(work);
        } finally {
            if (work.isApart()) {
                apart.decrementAndGet();
            }
            if (work.exit()) {
                lost(work);
            }
            runs.logWait(work);
            MDC.remove("delivery");
        }
    }

    /** One step; false when there is nothing more to do now. */
    private boolean step(DeliveryRun work, String pool) throws InterruptedException, ExecutionException {
        ActionRun action = work.current();
        if (work.isLost()) {
            return false;
        }
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
        if (runs.isStopping() || runs.holdsBack(work)) {
            return false;
        }
        if (work.isApart() && !runs.leads()) {
            notLed.accept(work);
            return false;
        }
        Optional<String> skipped = work.isCancelled() ? Optional.empty() : action.whySkipped(work.earlier());
        if (skipped.isPresent()) {
            return drop(work, action, Outcome.without(Ending.SKIPPED, null, "skipped: " + skipped.get()));
        }
        return switch (runs.claim(work, action)) {
            case RUNS -> run(work, action);
            case WAITS -> false;
            case CANCELLED -> drop(work, action, Outcome.without(Ending.CANCELLED, null, "cancelled before it began"));
            case SUPERSEDED ->
                drop(work, action, Outcome.without(Ending.SUPERSEDED, null, "superseded by a newer delivery"));
        };
    }

    private boolean run(DeliveryRun work, ActionRun action) throws InterruptedException, ExecutionException {
        ActionRunner.Tried tried = runner.run(work, action, () -> shortages.end(action));
        if (tried instanceof ActionRunner.Lost) {
            recordings.refused("started", work.entry());
            lose(work);
            return false;
        }
        if (tried instanceof ActionRunner.NotNow notNow) {
            work.cancel().reconnected();
            postpone(work, action, notNow);
            return false;
        }
        shortages.end(action);
        action.began();
        if (work.isLost()) {
            ((ActionRunner.Ran) tried).outcome().log().close();
            return false;
        }
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
        watch(journal.postponed(notNow.attempt(), due), "postponed", work);
        runs.readyAt(work, action, due);
    }

    /** Records that it ended, together with what comes of that; true when the delivery goes on. */
    private boolean ended(DeliveryRun work, ActionRun action, ActionRunner.Ran ran) {
        Outcome outcome = ran.outcome();
        Policy policy = action.step().planned().policy();
        boolean interrupted = outcome.ending() == Ending.INTERRUPTED;
        boolean cutOff = work.cancel().cause() == CancellationToken.Cause.CUT_OFF;
        work.cancel().reconnected();
        if (interrupted && policy.rerun() && cutOff) {
            // It goes on here if no other server takes it before the journal is reached again.
            action.doubt();
            watch(journal.endedForNow(ran.attempt(), outcome, ran.at(), ran.took(), ran.at()), "endedForNow", work);
            runs.readyAt(work, action, ran.at());
            return false;
        }
        if (interrupted && policy.rerun()) {
            // The server stops. The rest of the delivery stays in the journal.
            watch(journal.cutShort(ran.attempt(), outcome, ran.at(), ran.took()), "cutShort", work);
            return false;
        }
        boolean mayRetry = outcome.failed() && !interrupted && outcome.ending() != Ending.CANCELLED;
        Optional<Instant> again = mayRetry ? nextAttempt(action, outcome, policy) : Optional.empty();
        if (again.isPresent()) {
            Instant due = again.get();
            watch(journal.endedForNow(ran.attempt(), outcome, ran.at(), ran.took(), due), "endedForNow", work);
            if (work.isCancelled()) {
                // While the attempt ran, which failed by itself: as if it had been cancelled in the pause after it.
                return drop(
                        work, action, Outcome.without(Ending.CANCELLED, null, "cancelled before it was tried again"));
            }
            // Its place in the queue is kept: nothing of the same repository and ref overtakes it.
            runs.readyAt(work, action, due);
            return false;
        }
        work.end(outcome);
        if (work.isApart()) {
            finished(work, ended(ran).whenComplete((done, failure) -> runs.leave(action)));
            return false;
        }
        if (work.current() == null) {
            // One transaction in place of two: 0.08 ms of the processor a delivery, and one wake-up of the journal's
            // thread.
            CompletionStage<Ownership> recording =
                    journal.endedLast(ran.attempt(), outcome, ran.at(), ran.took(), work.conclusion());
            // The queue is left before listeners are informed, so that a delivery they send next finds it free.
            finished(work, recording.whenComplete((done, failure) -> runs.leave(action)));
            return false;
        }
        watch(ended(ran), "ended", work, action);
        runs.leave(action);
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

    /** Lets what follows the action begin when its end is recorded. */
    private void watch(CompletionStage<Ownership> recording, String what, DeliveryRun work, ActionRun action) {
        watch(recording, what, work);
        recording.whenComplete((kept, failure) -> {
            if (failure == null) {
                action.recorded();
            }
        });
    }

    /** Leaves the run alone if the journal says that it is another server's. */
    private void watch(CompletionStage<Ownership> recording, String what, DeliveryRun work) {
        recordings.watch(recording, what, work.entry());
        recording.whenComplete((kept, failure) -> {
            if (kept == Ownership.LOST) {
                lose(work);
            }
        });
    }

    private CompletionStage<Ownership> ended(ActionRunner.Ran ran) {
        return journal.ended(ran.attempt(), ran.outcome(), ran.at(), ran.took());
    }

    /** Gives up an action that waits; true when the delivery goes on. */
    private boolean drop(DeliveryRun work, ActionRun action, Outcome outcome) {
        CompletionStage<Ownership> recording =
                journal.dropped(work.entry().hold(), action.step().position(), outcome, clock.instant());
        work.end(outcome);
        if (work.isApart()) {
            finished(work, recording.whenComplete((done, failure) -> runs.leave(action)));
            return false;
        }
        watch(recording, "dropped", work, action);
        runs.leave(action);
        return true;
    }

    private void finish(DeliveryRun work) {
        finished(work, journal.finished(work.entry().hold(), work.conclusion(), clock.instant()));
    }

    private void finished(DeliveryRun work, CompletionStage<Ownership> recording) {
        recordings.watch(recording, "finished", work.entry());
        recording.whenComplete((kept, failure) -> {
            if (kept == Ownership.LOST) {
                lose(work);
                return;
            }
            gone(work);
            work.complete();
        });
    }

    /** Ends what runs of it, which another server has taken over, and forgets it. Its outcome, if one comes, is not recorded. */
    void lose(DeliveryRun work) {
        boolean now = work.markLost();
        work.cancel().cancel(CancellationToken.Cause.LOST);
        if (now) {
            lost(work);
        }
    }

    private void lost(DeliveryRun work) {
        gone(work);
        work.lose();
    }

    private void gone(DeliveryRun work) {
        runs.gone(work);
        if (!work.isApart()) {
            work.delivery().payload().discard();
        }
    }
}
