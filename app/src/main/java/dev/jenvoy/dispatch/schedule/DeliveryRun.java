package dev.jenvoy.dispatch.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.share.QueueKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Actions of one accepted delivery that run one after the other: those for which the delivery waits, or a single action
 * apart. Its position is moved by the one thread that runs it.
 */
@CheckReturnValue
public final class DeliveryRun implements DeliveryProgress {

    private final Entry entry;
    private final boolean isApart;
    private final List<ActionRun> actions;
    private final List<Ended> ended = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<List<Ended>> all = new CompletableFuture<>();
    private final CancellationToken cancel = new CancellationToken();
    private final AtomicInteger position = new AtomicInteger();
    private final AtomicReference<String> lastReason = new AtomicReference<>("");
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private Optional<Start> start;

    /** Counts the workers that are with it: a second one may come before the first has left. */
    private int workers;

    /** An action, its place in the plan and in its queue, and its attempts. */
    public static final class ActionRun {
        private final Action action;
        private final PlannedStep step;
        private final QueuedAction queued;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private boolean inDoubt;
        private int starts;
        private int failures;
        private int shortages;

        /** The end is recorded, or is not for this server to record: what follows it may begin. */
        public void recorded() {
            over.complete(null);
        }

        private ActionRun(DeliveryRun work, Action action, PlannedStep step) {
            this.action = action;
            this.step = step;
            QueueKey key = QueueKey.of(step.planned(), work.delivery().facts());
            this.queued = new QueuedAction(work, key, step.planned().policy().concurrency());
            this.starts = step.starts();
        }

        Duration debounce() {
            return action.debounce();
        }

        Optional<String> whySkipped(List<Context.Earlier> earlier) {
            return action.whySkipped(earlier);
        }

        /** Whether it may run on while another server may begin it. */
        boolean outlivesCutOff() {
            return step.planned().policy().concurrency() == Policy.Concurrency.PARALLEL || action.outlivesCutOff();
        }

        Outcome run(Context context) throws ShortageException, InterruptedException {
            return action.run(context);
        }

        public PlannedStep step() {
            return step;
        }

        public QueuedAction queued() {
            return queued;
        }

        /** Counts another start. */
        int nextAttempt() {
            return ++starts;
        }

        /** The start that was counted last did not come about. */
        void takeBackAttempt() {
            starts--;
        }

        /** Counts a start that did not come about, and says how many of them there were since the last that did. */
        int countShortage() {
            return ++shortages;
        }

        /** A start came about. */
        void began() {
            shortages = 0;
        }

        /** A stop or a death of a server cut an attempt short. */
        public void doubt() {
            inDoubt = true;
        }

        /** Whether the effect of an earlier attempt is not known. */
        boolean isInDoubt() {
            return inDoubt;
        }

        /** The last start there was. */
        public int attempt() {
            return starts;
        }

        /** Counts a failure since its delivery was accepted or taken up, and says how many there were. */
        int countFailure() {
            return ++failures;
        }

        int failures() {
            return failures;
        }
    }

    private DeliveryRun(
            Entry entry, boolean isApart, List<PlannedStep> steps, List<Action> actions, Optional<Start> start) {
        this.entry = entry;
        this.isApart = isApart;
        this.start = start;
        List<ActionRun> list = new ArrayList<>(steps.size());
        for (int at = 0; at < steps.size(); at++) {
            list.add(new ActionRun(this, actions.get(at), steps.get(at)));
        }
        this.actions = List.copyOf(list);
    }

    /**
     * Returns the run of the actions for which the delivery waits. Its end is the delivery's.
     *
     * @param actions one for each step of the entry
     * @param start of its first action, if that is recorded already
     */
    public static DeliveryRun awaited(Entry entry, List<Action> actions, Optional<Start> start) {
        List<PlannedStep> steps = entry.awaited();
        return new DeliveryRun(entry, false, steps, actions.subList(0, steps.size()), start);
    }

    /**
     * Returns a run for each action apart.
     *
     * @param actions one for each step of the entry
     */
    public static List<DeliveryRun> apart(Entry entry, List<Action> actions) {
        return entry.heldApart().stream()
                .map(step -> apart(entry, step, actions.get(step.position())))
                .toList();
    }

    /** Returns the run of one action apart. */
    public static DeliveryRun apart(Entry entry, PlannedStep step, Action action) {
        return new DeliveryRun(entry, true, List.of(step), List.of(action), Optional.empty());
    }

    /**
     * Completes when what this run follows has ended for good and that is recorded: an action of its delivery, or all for which the
     * delivery waits.
     *
     * @param awaited the run of those
     */
    CompletionStage<Void> whenMayBegin(DeliveryRun awaited) {
        Optional<ActionRun> followed = actions.get(0).action.followed().flatMap(awaited::find);
        return followed.map(action -> action.over.minimalCompletionStage()).orElseGet(awaited::over);
    }

    private Optional<ActionRun> find(Action.Followed followed) {
        return actions.stream()
                .filter(one -> one.step.planned().kind().equals(followed.kind())
                        && one.step.planned().name().equals(followed.name()))
                .findFirst();
    }

    /** Whether its delivery does not wait for it. */
    public boolean isApart() {
        return isApart;
    }

    /** Whether it begins when its delivery has ended. */
    public boolean isAfter() {
        return isApart && actions.get(0).step().isAfter();
    }

    /** Returns the part of its delivery that it is, or belongs to. */
    public Part part() {
        return isApart ? Part.of(actions.get(0).step().planned()) : Part.AWAITED;
    }

    /** Whether it runs the action at this position of the plan. */
    boolean has(long number, int step) {
        return entry.id() == number
                && actions.stream().anyMatch(one -> one.step().position() == step);
    }

    public Entry entry() {
        return entry;
    }

    public Delivery delivery() {
        return entry.delivery();
    }

    /** Whether the start of its first action is recorded, and it has its turn and its place. */
    boolean hasStarted() {
        return start.isPresent();
    }

    /** The start that is recorded already; only once. */
    Optional<Start> takeStart() {
        Optional<Start> taken = start;
        start = Optional.empty();
        return taken;
    }

    /**
     * Remembers why it waits, for the log.
     *
     * @param reason the word of the reason; empty while it does not wait
     * @return whether the reason is another one
     */
    boolean waitsFor(String reason) {
        return !lastReason.getAndSet(reason).equals(reason);
    }

    /** The actions that have not ended, in order. */
    List<ActionRun> remaining() {
        return actions.subList(position.get(), actions.size());
    }

    /** The action that is next or running, {@code null} when all have ended. */
    @Nullable
    public ActionRun current() {
        int at = position.get();
        return at < actions.size() ? actions.get(at) : null;
    }

    /** The current action has come to its end. */
    public void end(Outcome outcome) {
        ended.add(new Ended(actions.get(position.get()).step().planned().name(), outcome));
        position.incrementAndGet();
    }

    /** Returns the actions that have ended, for those that follow. */
    List<Context.Earlier> earlier() {
        List<Context.Earlier> earlier = new ArrayList<>();
        for (Ended one : ended) {
            String kind = actions.get(earlier.size()).step().planned().kind();
            earlier.add(new Context.Earlier(kind, one.name(), one.outcome()));
        }
        return List.copyOf(earlier);
    }

    /** Completes when it is here no more, before listeners learn of the end of the delivery. */
    public CompletionStage<Void> over() {
        return over.minimalCompletionStage();
    }

    /** Everything has ended and is recorded. */
    void complete() {
        actions.forEach(ActionRun::recorded);
        // Two stages: in which order the dependents of one are run is nowhere promised.
        over.complete(null);
        all.complete(soFar());
    }

    /** A worker is with it from now on; false if it is lost, and must be left alone. */
    synchronized boolean enter() {
        if (lost.isDone()) {
            return false;
        }
        workers++;
        return true;
    }

    /** The worker has left. Returns whether it was lost meanwhile and no other worker is with it: then it is to be dropped. */
    synchronized boolean exit() {
        workers--;
        return workers == 0 && lost.isDone();
    }

    /** Whether a worker is with it. */
    synchronized boolean hasWorker() {
        return workers > 0;
    }

    /**
     * Marks that another server goes on with it, or no server does.
     *
     * @return whether it is to be dropped now: no worker is with it, which would do that
     */
    synchronized boolean markLost() {
        lost.complete(null);
        return workers == 0;
    }

    /** Whether it is not this server's any more. */
    public boolean isLost() {
        return lost.isDone();
    }

    /** Completes when another server goes on with it. Then {@link #endElsewhere} completes {@link #all}. */
    public CompletionStage<Void> lost() {
        return lost.minimalCompletionStage();
    }

    /** It is here no more. {@link #all} does not complete: its end is not known here. */
    void lose() {
        lost.complete(null);
        actions.forEach(ActionRun::recorded);
        over.complete(null);
    }

    /** It has ended at another server. */
    public void endElsewhere(List<Ended> outcomes) {
        all.complete(outcomes);
    }

    public CancellationToken cancel() {
        return cancel;
    }

    /** Whether somebody wants it cancelled. */
    boolean isCancelled() {
        return cancel.cause() == CancellationToken.Cause.CANCELLED;
    }

    /** What the delivery came to; to be asked when all the actions for which it waits have ended. */
    DeliveryState conclusion() {
        if (isCancelled()) {
            return DeliveryState.CANCELLED;
        }
        return DeliveryState.concluding(
                ended.stream().map(one -> one.outcome().status()).toList());
    }

    @Override
    public long number() {
        return entry.id();
    }

    @Override
    public List<Ended> soFar() {
        List<Ended> elsewhere = isLost() ? all.getNow(List.of()) : List.of();
        return elsewhere.isEmpty() ? List.copyOf(ended) : elsewhere;
    }

    @Override
    public CompletionStage<List<Ended>> all() {
        return all.minimalCompletionStage();
    }
}
