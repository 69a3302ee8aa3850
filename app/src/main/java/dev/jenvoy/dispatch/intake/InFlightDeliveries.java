package dev.jenvoy.dispatch.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.payload.MemoryPayload;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DeliveryRun;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.PendingAppend;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.StoredRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into the journal, and onto the scheduler when that has accepted. A delivery holds its key from the moment that it
 * sets out until it has ended or was turned away: the same one joins it meanwhile, another one of its key is a conflict.
 * Safe for use by several threads.
 */
@CheckReturnValue
public final class InFlightDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final String CUT_OFF = "the journal has not been reached for a while";

    private final Journal journal;
    private final ActionScheduler scheduler;
    private final Supplier<Optional<String>> storageTrouble;
    private final Supplier<DispatchOptions> settings;
    private final RecentDeliveries recent;
    private final CompletedDeliveries past;
    private final ScheduledExecutorService timer;
    private final Membership member;
    private final Map<DeliveryKey, Arrival> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param storageTrouble why the journal cannot be written now, in words; empty while it can. Must not wait
     * @param timer runs short tasks later
     */
    public InFlightDeliveries(
            Journal journal,
            Supplier<Optional<String>> storageTrouble,
            ActionScheduler scheduler,
            Supplier<DispatchOptions> settings,
            ScheduledExecutorService timer,
            CompletedDeliveries past,
            Membership member) {
        this.timer = timer;
        this.past = past;
        this.member = member;
        this.journal = journal;
        this.storageTrouble = storageTrouble;
        this.scheduler = scheduler;
        this.settings = settings;
        this.recent = new RecentDeliveries(timer);
    }

    /** Knows what is to be answered of a delivery that came before; empty when it is to run. May block. */
    public interface Remembered {

        /** Nothing: every delivery runs. */
        Remembered NOTHING = delivery -> Optional.empty();

        Optional<Submission> of(Delivery delivery);
    }

    /** What is to be done once the journal has accepted it. */
    private record Intent(List<Action> actions, PendingAppend entrance) {}

    /**
     * A delivery that is being made durable, or was. Holds no payload.
     *
     * @param intent empty of one that an earlier server had accepted
     */
    private record Arrival(
            DeliveryKey key,
            DeliveryIdentity identity,
            Optional<Intent> intent,
            CompletableFuture<Submission> submission) {

        static Arrival of(Delivery delivery, Optional<Intent> intent, CompletableFuture<Submission> submission) {
            return new Arrival(delivery.key(), DeliveryIdentity.of(delivery), intent, submission);
        }

        /** The journal's number for it, once it has one. */
        OptionalLong number() {
            return submission.getNow(null) instanceof Submission.Accepted accepted
                    ? OptionalLong.of(accepted.progress().number())
                    : OptionalLong.empty();
        }

        boolean is(Delivery other) {
            return identity.equals(DeliveryIdentity.of(other));
        }
    }

    /** What comes of this very delivery, if it is under way already; its payload is discarded then. */
    public Optional<CompletionStage<Submission>> join(Delivery delivery) {
        Arrival known = underWay.get(delivery.key());
        return known != null && known.is(delivery) ? Optional.of(joined(delivery, known)) : Optional.empty();
    }

    /** Returns the answer to this very delivery, if it was accepted a moment ago and nothing is awaited of it. */
    public Optional<Submission> justAccepted(Delivery delivery) {
        return recent.answer(delivery);
    }

    /** Whether one of this key is under way; as what, once the journal has a number for it. */
    public Optional<OptionalLong> numberOf(DeliveryKey key) {
        return Optional.ofNullable(underWay.get(key)).map(Arrival::number);
    }

    /**
     * Brings a delivery into the journal. Its payload is no longer the caller's. What it returns completes when the delivery
     * is on disk, or turned away.
     *
     * @param batch the deliveries of its request, which counts it if it is not turned away here
     * @param actions what it causes, at least one; those apart come last
     * @param remembered asked while the delivery holds its key
     */
    public CompletionStage<Submission> accept(
            Delivery delivery, Batch batch, List<Action> actions, Remembered remembered) {
        List<Planned> plan = actions.stream().map(Planned::of).toList();
        PendingAppend entrance = new PendingAppend(delivery, plan, startsAtOnce(actions.get(0)));
        Arrival arrival = Arrival.of(delivery, Optional.of(new Intent(actions, entrance)), new CompletableFuture<>());
        Arrival other = underWay.putIfAbsent(delivery.key(), arrival);
        if (other != null) {
            return other.is(delivery) ? joined(delivery, other) : conflict(delivery);
        }
        // Only now: while this delivery holds its key, the same one can neither be in flight nor have ended unseen.
        Optional<Submission> answer;
        try {
            answer = remembered.of(delivery).or(this::noRoom).or(() -> batch.take(delivery));
        } catch (RuntimeException | Error e) {
            notAccepted(arrival, delivery.payload(), e);
            return arrival.submission();
        }
        if (answer.isPresent()) {
            turnAway(arrival, delivery.payload(), answer.get());
        } else {
            enter(arrival, entrance, delivery, batch.request(), plan);
        }
        return arrival.submission();
    }

    /** One that waits for a newer delivery, or that may be skipped, does not start with the acceptance. */
    private static boolean startsAtOnce(Action first) {
        return !first.isConcluding() && first.debounce().isZero();
    }

    private static CompletionStage<Submission> joined(Delivery delivery, Arrival known) {
        delivery.payload().discard();
        return known.submission();
    }

    private static CompletionStage<Submission> conflict(Delivery delivery) {
        delivery.payload().discard();
        return CompletableFuture.completedFuture(new Submission.Conflict());
    }

    private Optional<Submission> noRoom() {
        if (closed) {
            return Optional.of(new Submission.Unavailable("stopping", "the server is stopping"));
        }
        // Those that are being made durable count too; the one that asks is among them.
        if (underWay.size() - 1 - scheduler.running() + waitingElsewhere()
                >= Math.max(1, settings.get().maxBacklog())) {
            return Optional.of(new Submission.Unavailable("backlog", "too many deliveries are waiting"));
        }
        if (storageTrouble.get().isPresent()) {
            return Optional.of(new Submission.Unavailable("journal", "the journal cannot be written"));
        }
        if (!member.mayStart()) {
            return Optional.of(new Submission.Unavailable("journal", CUT_OFF));
        }
        return Optional.empty();
    }

    /** Returns whether a delivery that is handed in may wait for a database that is away. */
    public boolean isShared() {
        return !member.isAlone();
    }

    /** Returns how many deliveries wait that are not here; an estimate. Never waits. */
    public long waitingElsewhere() {
        return member.isAlone() ? 0 : member.waitingElsewhere() + journal.unclaimed();
    }

    private void enter(
            Arrival arrival, PendingAppend entrance, Delivery delivery, StoredRequest request, List<Planned> plan) {
        Supplier<CompletionStage<Appended>> append = () -> {
            try {
                return journal.append(delivery, request, plan, entrance.start());
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedStage(e);
            }
        };
        CompletionStage<Appended> appending = delivery.payload() instanceof MemoryPayload
                ? scheduler.enter(entrance, append)
                : scheduler.enterSlowly(entrance, append);
        appending.whenComplete((appended, failure) -> {
            if (appended instanceof Appended.Accepted accepted) {
                if (accepted.entry().delivery().payload() != delivery.payload()) {
                    // Who works on the delivery reads it from the journal.
                    delivery.payload().discard();
                }
                return;
            }
            scheduler.turnedAway(entrance);
            if (appended instanceof Appended.Elsewhere elsewhere) {
                elsewhere(arrival, delivery, plan, elsewhere.entry());
            } else if (appended instanceof Appended.Joined joined) {
                joined(arrival, delivery, plan, joined.entry());
            } else if (appended instanceof Appended.Conflict) {
                turnAway(arrival, delivery.payload(), new Submission.Conflict());
            } else {
                Object cause = appended instanceof Appended.NoRoom full ? full.reason() : failure;
                notAccepted(arrival, delivery.payload(), cause);
            }
        });
    }

    /** Answers one that was accepted, and that another server runs. */
    private void elsewhere(Arrival arrival, Delivery delivery, List<Planned> plan, long entry) {
        if (plan.get(0).policy().apart()) {
            recent.add(delivery, entry);
            turnAway(arrival, delivery.payload(), Submission.ignored(delivery, OptionalLong.of(entry)));
        } else {
            turnAway(
                    arrival,
                    delivery.payload(),
                    new Submission.Accepted(DeliveryElsewhere.accepted(entry, past, journal, timer)));
        }
    }

    /** Answers a copy of one that another server accepted. */
    private void joined(Arrival arrival, Delivery delivery, List<Planned> plan, long entry) {
        Submission answer = plan.get(0).policy().apart()
                ? Submission.ignored(delivery, OptionalLong.of(entry))
                : new Submission.Accepted(DeliveryElsewhere.joined(entry, past, journal, timer));
        turnAway(arrival, delivery.payload(), answer);
    }

    /** Tells those who wait for a delivery that another server has taken over what it comes to there. */
    private void followWhenLost(DeliveryRun work) {
        if (member.isAlone()) {
            return;
        }
        work.lost()
                .thenRunAsync(
                        () -> DeliveryElsewhere.accepted(work.number(), past, journal, timer)
                                .all()
                                .thenAccept(work::endElsewhere),
                        timer);
    }

    private void notAccepted(Arrival arrival, Payload handedIn, @Nullable Object cause) {
        LOG.error(
                "delivery not accepted, no room in the journal delivery={} cause=\"{}\"",
                arrival.key().id(),
                String.valueOf(cause));
        turnAway(arrival, handedIn, new Submission.Unavailable("journal", "the journal cannot be written"));
    }

    private void turnAway(Arrival arrival, Payload handedIn, Submission answer) {
        handedIn.discard();
        underWay.remove(arrival.key(), arrival);
        arrival.submission().complete(answer);
    }

    /**
     * Takes a delivery that the journal has accepted. The calls come in the order of acceptance. The ends of appends
     * do not: two threads may report two of them.
     */
    public void accepted(Entry entry) {
        Arrival arrival = underWay.get(entry.delivery().key());
        if (arrival == null || arrival.intent().isEmpty()) {
            LOG.error(
                    "accepted delivery without an arrival delivery={} entry={}",
                    entry.delivery().id(),
                    entry.id());
            return;
        }
        Intent intent = arrival.intent().get();
        List<DeliveryRun> runs = new ArrayList<>();
        Submission answer;
        if (entry.awaited().isEmpty()) {
            // It is answered as one that causes nothing. Remembered first, so that a copy finds it in one place or the
            // other.
            recent.add(entry.delivery(), entry.id());
            underWay.remove(arrival.key(), arrival);
            answer = Submission.ignored(entry.delivery(), OptionalLong.of(entry.id()));
        } else if (!entry.holdsAwaited()) {
            underWay.remove(arrival.key(), arrival);
            answer = new Submission.Accepted(DeliveryElsewhere.accepted(entry.id(), past, journal, timer));
        } else {
            DeliveryRun awaited = DeliveryRun.awaited(
                    entry, intent.actions(), intent.entrance().start());
            leaveWhenOver(awaited, arrival);
            followWhenLost(awaited);
            runs.add(awaited);
            answer = new Submission.Accepted(awaited);
        }
        runs.addAll(DeliveryRun.apart(entry, intent.actions()));
        try {
            scheduler.take(runs, intent.entrance());
        } finally {
            arrival.submission().complete(answer);
        }
    }

    /** Takes in again what an earlier server had accepted and not finished. */
    public void adopt(DeliveryRun work) {
        Arrival arrival = Arrival.of(
                work.delivery(), Optional.empty(), CompletableFuture.completedFuture(new Submission.Accepted(work)));
        followWhenLost(work);
        if (member.isAlone()) {
            underWay.put(work.delivery().key(), arrival);
            leaveWhenOver(work, arrival);
        } else if (underWay.putIfAbsent(work.delivery().key(), arrival) == null) {
            // Otherwise the same delivery is on its way into the journal, which will say that it is known.
            leaveWhenOver(work, arrival);
        }
    }

    private void leaveWhenOver(DeliveryRun work, Arrival arrival) {
        work.over().thenRun(() -> underWay.remove(arrival.key(), arrival));
    }

    /** Returns whether a request only joined what had been accepted before, at another server. */
    public static boolean wasThere(DeliveryProgress progress) {
        return progress instanceof DeliveryElsewhere elsewhere && elsewhere.wasThere();
    }

    /** Accepts nothing from now on. */
    public void close() {
        closed = true;
    }

    /** Why nothing is accepted now, in words; empty while all is well. */
    public Optional<String> trouble() {
        if (closed) {
            return Optional.of("the server is stopping");
        }
        Optional<String> trouble = storageTrouble.get();
        return trouble.isPresent() || member.mayStart() ? trouble : Optional.of(CUT_OFF);
    }
}
