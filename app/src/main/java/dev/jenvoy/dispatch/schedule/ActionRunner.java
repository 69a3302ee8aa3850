package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.delivery.output.RunningLog;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.output.RunningOutputs;
import dev.jenvoy.dispatch.schedule.DeliveryRun.ActionRun;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one action once, which is recorded before. */
public final class ActionRunner {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final int TOKEN_BYTES = 16;

    private final Journal journal;
    private final RunningOutputs outputs;
    private final ActionLog log;
    private final Path folder;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Membership member;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param folder for files of long outputs
     * @param random makes tokens that cannot be guessed
     */
    public ActionRunner(
            Journal journal,
            RunningOutputs outputs,
            ActionKinds kinds,
            Path folder,
            InstantSource clock,
            RandomGenerator random,
            Membership member) {
        this.member = member;
        this.journal = journal;
        this.outputs = outputs;
        this.log = new ActionLog(kinds);
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    /** What a start has come to, which is yet to be recorded. */
    sealed interface Tried {

        Attempt attempt();
    }

    /** It ran, or cannot run, and has come to its end. */
    record Ran(Attempt attempt, Outcome outcome, Instant at, Duration took) implements Tried {}

    /** It was not started: the machine is short of something. */
    record NotNow(Attempt attempt, String missing) implements Tried {}

    /** It was not started: another server has taken its delivery over. */
    record Lost(Attempt attempt) implements Tried {}

    /**
     * Runs it to its end on this thread, and leaves it to the caller to record that. One that the server's stop cut short
     * ends {@link Ending#INTERRUPTED}.
     *
     * @param begun run when the action has been started, on this thread
     */
    Tried run(DeliveryRun work, ActionRun action, Runnable begun) throws InterruptedException, ExecutionException {
        long entry = work.entry().id();
        int position = action.step().position();
        Planned planned = action.step().planned();
        int attempt = action.nextAttempt();
        Optional<Start> recorded = work.takeStart();
        Start start = recorded.isPresent() ? recorded.get() : next();
        Attempt numbered = new Attempt(work.entry().hold(), position, attempt);
        if (recorded.isEmpty()
                && journal.started(numbered, start).toCompletableFuture().get() == Ownership.LOST) {
            return new Lost(numbered);
        }
        if (recorded.isEmpty() && !member.mayStart()) {
            // The answer took so long that another server may be about to take the delivery over.
            return new NotNow(numbered, "the journal was not reached for a while");
        }
        AtomicBoolean told = new AtomicBoolean();
        Runnable started = () -> {
            told.set(true);
            log.started(work, planned, attempt);
            begun.run();
        };
        // Clients follow one action of a delivery at a time. What runs apart prints nothing for them.
        RunningOutputs shown = work.isApart() ? RunningOutputs.NONE : outputs;
        AtomicReference<RunningLog> printed = new AtomicReference<>();
        Outcome outcome;
        running.incrementAndGet();
        try {
            outcome = action.run(new RunningAction(
                    entry,
                    work.entry().redelivery(),
                    work.delivery(),
                    planned,
                    work.earlier(),
                    attempt,
                    action.isInDoubt(),
                    work.entry().hold().fence(),
                    start.token(),
                    most -> {
                        RunningLog begunLog = new RunningLog(most, folder, System::nanoTime);
                        printed.set(begunLog);
                        return shown.sinkOf(entry, position, attempt, begunLog);
                    },
                    work.cancel(),
                    started));
            forgetInterruption(work, planned);
        } catch (ShortageException e) {
            return new NotNow(numbered, e.what());
        } catch (OutOfMemoryError e) {
            // Before the start, as the action promises: what meets this while it runs is an outcome.
            log.noMemory(work, planned, e);
            return new NotNow(numbered, "the server has no memory");
        } catch (RuntimeException | Error e) {
            outcome = faulty(work, planned, e);
        } catch (InterruptedException e) {
            if (work.cancel().isStopped()) {
                throw e;
            }
            outcome = faulty(work, planned, e);
        } finally {
            running.decrementAndGet();
            work.cancel().forget();
            shown.ended(entry, position);
        }
        if (!told.get()) {
            // It cannot run at all. One that waits for room has no line: it is tried again.
            log.started(work, planned, attempt);
        }
        CancellationToken.Cause cause = work.cancel().cause();
        if (outcome.ending() == Ending.CANCELLED && cause != null && cause != CancellationToken.Cause.CANCELLED) {
            outcome = interrupted(outcome, cause);
        }
        outcome = logged(outcome, printed.get());
        Instant end = clock.instant();
        return new Ran(numbered, outcome, end, Duration.between(start.at(), end));
    }

    private static Outcome logged(Outcome outcome, @Nullable RunningLog log) {
        if (log == null) {
            return outcome;
        }
        try {
            return outcome.with(log.end(outcome.stdout(), outcome.stderr()));
        } catch (OutOfMemoryError e) {
            LOG.error("no memory for the log of an action", e);
            return outcome;
        }
    }

    /** How many actions run at this moment. */
    public int running() {
        return running.get();
    }

    /** Writes its end to the log. */
    void log(DeliveryRun work, ActionRun action, Ran ran) {
        log.ended(work, action.step().planned(), ran);
    }

    /** An interruption that no stop caused must not meet the next delivery on this thread. */
    private void forgetInterruption(DeliveryRun work, Planned planned) {
        if (!work.cancel().isStopped() && Thread.interrupted()) {
            log.leftInterrupted(work, planned);
        }
    }

    private Outcome faulty(DeliveryRun work, Planned planned, Throwable fault) {
        log.faulty(work, planned, fault);
        return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: the server has a fault, see its log");
    }

    private static Outcome interrupted(Outcome outcome, CancellationToken.Cause cause) {
        String said = outcome.error();
        // Processes that survived the kill are named after that.
        String more = said != null && said.contains(";") ? said.substring(said.indexOf(';')) : "";
        String why = cause == CancellationToken.Cause.STOPPED
                ? "the server stopped"
                : "the server was cut off from the journal, and another one might have begun the same";
        return outcome.interrupted("interrupted: " + why + more);
    }

    /** A start that is about to be recorded. */
    Start next() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new Start(HexFormat.of().formatHex(bytes), clock.instant());
    }
}
