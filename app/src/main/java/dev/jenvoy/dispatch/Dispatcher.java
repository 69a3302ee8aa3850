package dev.jenvoy.dispatch;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.Batch;
import dev.jenvoy.dispatch.intake.CompletedDeliveries;
import dev.jenvoy.dispatch.intake.InFlightDeliveries;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.member.ServerLabel;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.share.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes verified deliveries in. One that causes something is durable when it counts as accepted; the same one sent again
 * while it is queued or running joins it. Safe for use by several threads.
 */
@CheckReturnValue
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    /** Those that are awaited come first, and among them those that conclude last. */
    private static final Comparator<Action> ORDER =
            Comparator.comparing((Action action) -> action.policy().apart()).thenComparing(Action::isConcluding);

    private final List<ActionKind> kinds;
    private final ApartActions apartActions;
    private final Journal journal;
    private final CompletedDeliveries past;
    private final Backup backup;
    private final InFlightDeliveries inFlight;
    private final Repeats runAgain;
    private final Repeats unlessDone;
    private final ActionScheduler scheduler;
    private final Runnable noClaims;
    private final Membership member;

    /** @param noClaims has this server be given nothing more that it did not accept itself */
    Dispatcher(
            List<ActionKind> kinds,
            Journal journal,
            CompletedDeliveries past,
            Backup backup,
            InFlightDeliveries inFlight,
            ActionScheduler scheduler,
            ApartActions apartActions,
            Runnable noClaims,
            Membership member) {
        this.noClaims = noClaims;
        this.member = member;
        this.kinds = List.copyOf(kinds);
        this.apartActions = apartActions;
        this.journal = journal;
        this.past = past;
        this.backup = backup;
        this.inFlight = inFlight;
        this.runAgain = new Repeats(InFlightDeliveries.Remembered.NOTHING, inFlight::justAccepted);
        this.unlessDone = new Repeats(this::endedBefore, this::answeredBefore);
        this.scheduler = scheduler;
    }

    /**
     * Hands a delivery in. Its payload is the dispatcher's from here on. Reads the file system on the calling thread;
     * what it returns completes when the delivery is on disk, or turned away.
     *
     * @param headers what is kept of the request's headers for looking back; no secret, no signature
     */
    public CompletionStage<Submission> submit(Delivery delivery, Map<String, String> headers) {
        return submit(delivery, new Batch(headers));
    }

    /** The same for one of several deliveries of a request, all of which are handed in with the same batch. */
    public CompletionStage<Submission> submit(Delivery delivery, Batch batch) {
        return submit(delivery, batch, runAgain);
    }

    /**
     * The same on a thread that serves connections, for a delivery that {@link #mayBlock} lets be handed in there.
     *
     * @param elsewhere plans in the place of this thread if that turns out to take long
     */
    public CompletionStage<Submission> submitAtOnce(Delivery delivery, Batch batch, Executor elsewhere) {
        Optional<CompletionStage<Submission>> unplanned = beforePlan(delivery, batch);
        if (unplanned.isPresent()) {
            return unplanned.get();
        }
        Optional<Plan> plan =
                plan(delivery, kind -> kind.planAtOnce(delivery, batch.headers()), planned -> planned, true);
        if (plan.isPresent()) {
            return planned(delivery, batch, plan.get(), runAgain);
        }
        return CompletableFuture.supplyAsync(() -> planLater(delivery, batch), elsewhere)
                .thenCompose(submission -> submission);
    }

    private CompletionStage<Submission> planLater(Delivery delivery, Batch batch) {
        boolean handedIn = false;
        try {
            // The same delivery may have come again meanwhile.
            CompletionStage<Submission> submission = inFlight.join(delivery)
                    .orElseGet(() -> planned(delivery, batch, plan(delivery, batch.headers()), runAgain));
            handedIn = true;
            return submission;
        } finally {
            if (!handedIn) {
                delivery.payload().discard();
            }
        }
    }

    /**
     * The same for a delivery whose sender sends again by itself what was not answered well: one that came before and
     * ended well is not run again, but answered with what is recorded of it.
     */
    public CompletionStage<Submission> submitUnlessDone(Delivery delivery, Batch batch) {
        return submit(delivery, batch, unlessDone);
    }

    /**
     * How deliveries are answered that came before.
     *
     * @param awaited those with actions for which they wait
     * @param apart those with actions apart alone
     */
    private record Repeats(InFlightDeliveries.Remembered awaited, InFlightDeliveries.Remembered apart) {

        InFlightDeliveries.Remembered of(List<Action> actions) {
            return actions.get(0).policy().apart() ? apart : awaited;
        }
    }

    private Optional<Submission> endedBefore(Delivery delivery) {
        return past.settled(delivery).map(Submission.Recorded::new);
    }

    private Optional<Submission> answeredBefore(Delivery delivery) {
        return past.isKnownApart(delivery)
                ? Optional.of(Submission.ignored(delivery, OptionalLong.empty()))
                : Optional.empty();
    }

    /**
     * Returns whether planning this delivery may wait for a disk or a network. If so, {@link #submit} must not run on a
     * thread that serves connections. Never blocks.
     */
    public boolean mayBlock(Delivery delivery) {
        return !delivery.event().is("ping") && kinds(delivery).stream().anyMatch(ActionKind::mayBlock);
    }

    /** Returns whether what {@link #submit} returns may wait for a database on another machine, which may be away. */
    public boolean isShared() {
        return inFlight.isShared();
    }

    /** Whether {@link #submit} waits for the disk, to which it writes a copy. */
    public boolean keepsBackups() {
        return backup.isOn();
    }

    private CompletionStage<Submission> submit(Delivery delivery, Batch batch, Repeats repeats) {
        return beforePlan(delivery, batch)
                .orElseGet(() -> planned(delivery, batch, plan(delivery, batch.headers()), repeats));
    }

    /** Returns the submission of a delivery that needs no plan; empty if it needs one. */
    private Optional<CompletionStage<Submission>> beforePlan(Delivery delivery, Batch batch) {
        if (delivery.event().is("ping")) {
            return Optional.of(nothing(delivery, batch, IgnoreReason.PONG, new Submission.Pong()));
        }
        if (batch.takeBackup()) {
            backup.keep(delivery);
        }
        return kinds(delivery).isEmpty() ? Optional.of(nothing(delivery, batch)) : inFlight.join(delivery);
    }

    private CompletionStage<Submission> planned(Delivery delivery, Batch batch, Plan plan, Repeats repeats) {
        if (plan instanceof Plan.Unavailable unavailable) {
            return away(delivery, new Submission.Unavailable(unavailable.cause(), unavailable.reason()));
        }
        List<Action> actions = ((Plan.Actions) plan).actions();
        if (actions.isEmpty()) {
            return nothing(delivery, batch);
        }
        return inFlight.accept(delivery, batch, actions, repeats.of(actions));
    }

    /**
     * Runs a delivery again that came before: planned anew, as the next attempt, whatever its sender would be answered
     * if it sent it again. Reads the journal and the file system on the calling thread; what it returns completes when
     * the new attempt is on disk, or turned away.
     *
     * @param now when somebody asked for it
     */
    public CompletionStage<Redelivery> redeliver(long entry, Instant now) {
        return redeliver(entry, now, new RedeliveryPart.Whole());
    }

    /** The same with some of its actions. */
    public CompletionStage<Redelivery> redeliver(long entry, Instant now, RedeliveryPart part) {
        Optional<DeliveryDetail> known = past.delivery(entry);
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(new Redelivery.Unknown());
        }
        Optional<Payload> payload = known.get().payload();
        if (payload.isEmpty()) {
            return CompletableFuture.completedFuture(new Redelivery.NoPayload());
        }
        DeliverySummary summary = known.get().summary();
        Optional<OptionalLong> same = inFlight.numberOf(summary.key());
        if (same.isPresent()) {
            return CompletableFuture.completedFuture(new Redelivery.UnderWay(same.get()));
        }
        Delivery delivery = new Delivery(
                summary.key(),
                summary.facts(),
                payload.get(),
                known.get().digest().orElseThrow(),
                now);
        DeliveryDetail before = known.get();
        Plan plan = plan(delivery, before.request().headers(), planned -> part.of(planned, before), part.isFollowed());
        if (plan instanceof Plan.Unavailable unavailable) {
            return CompletableFuture.completedFuture(new Redelivery.Unavailable(unavailable.reason()));
        }
        List<Action> actions = ((Plan.Actions) plan).actions();
        if (actions.isEmpty()) {
            return CompletableFuture.completedFuture(new Redelivery.Unmatched());
        }
        LOG.info("delivery to be run again delivery={} entry={}", delivery.id(), entry);
        return inFlight.accept(
                        delivery, new Batch(known.get().request()), actions, InFlightDeliveries.Remembered.NOTHING)
                .thenApply(Dispatcher::redelivery);
    }

    private static Redelivery redelivery(Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            long number = accepted.progress().number();
            return InFlightDeliveries.wasThere(accepted.progress())
                    ? new Redelivery.UnderWay(OptionalLong.of(number))
                    : new Redelivery.Begun(number);
        }
        if (submission instanceof Submission.Unmatched apart && apart.entry().isPresent()) {
            return new Redelivery.Begun(apart.entry().getAsLong());
        }
        if (submission instanceof Submission.Skipped apart && apart.entry().isPresent()) {
            return new Redelivery.Begun(apart.entry().getAsLong());
        }
        return submission instanceof Submission.Unavailable unavailable
                ? new Redelivery.Unavailable(unavailable.reason())
                : new Redelivery.UnderWay(OptionalLong.empty());
    }

    /** Returns the kinds that plan this delivery: for a deletion, those that ask for deletions. */
    private List<ActionKind> kinds(Delivery delivery) {
        return delivery.facts().deletion()
                ? kinds.stream().filter(ActionKind::plansDeletions).toList()
                : kinds;
    }

    private Plan plan(Delivery delivery, Map<String, String> headers) {
        return plan(delivery, headers, planned -> planned, true);
    }

    private Plan plan(
            Delivery delivery, Map<String, String> headers, UnaryOperator<List<Action>> choice, boolean isFollowed) {
        return plan(delivery, kind -> Optional.of(kind.plan(delivery, headers)), choice, isFollowed)
                .orElseThrow();
    }

    /**
     * Plans with every kind; empty if one of them gives no plan. The actions for which the delivery waits come first.
     *
     * @param way how a kind plans
     * @param choice chooses among the planned actions
     * @param isFollowed whether kinds may add actions about the chosen ones
     */
    private Optional<Plan> plan(
            Delivery delivery,
            Function<ActionKind, Optional<Plan>> way,
            UnaryOperator<List<Action>> choice,
            boolean isFollowed) {
        List<ActionKind> asked = kinds(delivery);
        List<Action> actions = new ArrayList<>();
        for (ActionKind kind : asked) {
            Optional<Plan> plan = way.apply(kind);
            if (plan.isEmpty() || plan.get() instanceof Plan.Unavailable) {
                return plan;
            }
            actions.addAll(((Plan.Actions) plan.get()).actions());
        }
        actions.sort(ORDER);
        List<Action> chosen = new ArrayList<>(choice.apply(List.copyOf(actions)));
        List<Action> planned = List.copyOf(chosen);
        if (isFollowed && !planned.isEmpty()) {
            for (ActionKind kind : asked) {
                chosen.addAll(kind.follow(delivery, planned));
            }
        }
        chosen.sort(ORDER);
        return Optional.of(new Plan.Actions(chosen));
    }

    /**
     * Cancels an action apart that waits or runs. Its delivery is not cancelled.
     *
     * @return whether there was such an action; completes when its end is recorded
     */
    public CompletionStage<Boolean> cancelAction(long entry, int position) {
        return apartActions.cancel(entry, position);
    }

    /**
     * Tries an action apart again at once: one that waits for its next attempt, or one that failed for good, which is
     * recorded first. Reads the journal on the calling thread.
     *
     * @param now when somebody asked for it
     * @return whether there is such an action
     */
    public CompletionStage<Boolean> retryNow(long entry, int position, Instant now) {
        return apartActions.retryNow(entry, position, now);
    }

    /** Why nothing is accepted now, in words; empty while all is well. */
    public Optional<String> trouble() {
        return inFlight.trouble();
    }

    /** Returns why this delivery does not run now; empty if it runs, has ended, or was never accepted. */
    public Optional<WaitReason> waitReason(long entry) {
        return scheduler.waitReason(entry);
    }

    /**
     * Returns the same of a delivery that another server may hold, which is all that is known of its reason here. Blocks for reading from the journal if
     * it is not here.
     */
    public Optional<WaitReason> waitReasonAnywhere(long entry) {
        return scheduler
                .waitReason(entry)
                .or(() -> scheduler.isHere(entry)
                        ? Optional.empty()
                        : journal.holder(entry).map(Dispatcher::elsewhere));
    }

    /**
     * Returns which of several servers holds an unfinished delivery; empty while no server has it, and if there can be only one. Blocks
     * for reading from the journal if it is not here.
     */
    public Optional<ServerLabel> holder(long entry) {
        return scheduler.isHere(entry)
                ? member.self()
                : journal.holder(entry)
                        .map(Holder::server)
                        .filter(OptionalInt::isPresent)
                        .map(server -> member.label(server.getAsInt()));
    }

    private static WaitReason elsewhere(Holder holder) {
        return holder.server().isPresent()
                ? new WaitReason.OtherServer(holder.server().getAsInt())
                : new WaitReason.Unclaimed();
    }

    /** Returns why one action of this delivery waits; empty if it runs, has ended, or is unknown. */
    public Optional<WaitReason> waitReason(long entry, int position) {
        return scheduler.waitReason(entry, position);
    }

    /** Returns the reasons of all deliveries that wait now. */
    public List<WaitReason> waitReasons() {
        return scheduler.waitReasons();
    }

    /** How many deliveries wait at other servers, or for one; an estimate. Never waits. */
    public long waitingElsewhere() {
        return inFlight.waitingElsewhere();
    }

    /** How much there is to do. */
    public QueueLoad load() {
        int running = scheduler.running();
        return new QueueLoad(Math.max(0, scheduler.present() - running), running);
    }

    /** Accepts and claims nothing from now on. What was accepted stays and runs. */
    public void stopAccepting() {
        noClaims.run();
        inFlight.close();
    }

    /**
     * Ends everything: no further action begins, those that run may run on for a while and are then ended. Blocks until
     * nothing runs. What has not ended stays in the journal for the next start.
     *
     * @param letRun how long running actions may run on
     * @param letDie how long they may take to end after that
     */
    public void stop(Duration letRun, Duration letDie) throws InterruptedException {
        stopAccepting();
        scheduler.stop(letRun, letDie);
    }

    private CompletionStage<Submission> nothing(Delivery delivery, Batch batch) {
        IgnoreReason reason = IgnoreReason.of(delivery.facts());
        return nothing(delivery, batch, reason, Submission.ignored(delivery, OptionalLong.empty()));
    }

    private CompletionStage<Submission> nothing(
            Delivery delivery, Batch batch, IgnoreReason disposition, Submission submission) {
        if (batch.takeNote()) {
            journal.note(delivery, disposition);
        }
        return away(delivery, submission);
    }

    private static CompletionStage<Submission> away(Delivery delivery, Submission submission) {
        delivery.payload().discard();
        return CompletableFuture.completedFuture(submission);
    }
}
