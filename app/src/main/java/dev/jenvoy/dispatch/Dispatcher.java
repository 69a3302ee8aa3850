package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.MemoryPayload;
import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planner;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Detail;
import dev.jenvoy.journal.Disposition;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Planned;
import dev.jenvoy.journal.Step;
import dev.jenvoy.journal.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes verified deliveries in. One that causes something is durable when it counts as accepted; the same one sent again
 * while it is queued or running joins it. Safe for use by several threads.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final List<Planner> planners;
    private final Journal journal;
    private final Past past;
    private final Backup backup;
    private final Floor floor;
    private final Supplier<DispatchSettings> settings;
    private final Map<DeliveryKey, Arrival> underWay = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Dispatcher(
            List<Planner> planners,
            Journal journal,
            Past past,
            Backup backup,
            Floor floor,
            Supplier<DispatchSettings> settings) {
        this.planners = List.copyOf(planners);
        this.journal = journal;
        this.past = past;
        this.backup = backup;
        this.floor = floor;
        this.settings = settings;
    }

    /** Knows what is to be answered of a delivery that came before; empty when it is to run. May block. */
    private interface Remembered {
        Optional<List<Progress.Ended>> of(Delivery delivery);
    }

    /** A delivery that is being made durable, or was. Holds no payload. */
    private record Arrival(
            DeliveryKey key,
            Event event,
            String digest,
            List<Action> actions,
            Entrance entrance,
            CompletableFuture<Submission> submission) {

        static Arrival of(
                Delivery delivery, List<Action> actions, List<Planned> plan, CompletableFuture<Submission> submission) {
            return new Arrival(
                    delivery.key(),
                    delivery.event(),
                    delivery.digest().hex(),
                    actions,
                    new Entrance(delivery, plan),
                    submission);
        }

        /** The journal's number for it, once it has one. */
        OptionalLong number() {
            return submission.getNow(null) instanceof Submission.Accepted accepted
                    ? OptionalLong.of(accepted.progress().number())
                    : OptionalLong.empty();
        }

        boolean is(Delivery other) {
            return event.equals(other.event()) && digest.equals(other.digest().hex());
        }
    }

    /**
     * Hands a delivery in. Its payload is the dispatcher's from here on. Reads the file system on the calling thread;
     * what it returns completes when the delivery is on disk, or turned away.
     *
     * @param headers what is kept of the request's headers for looking back; no secret, no signature
     */
    public CompletionStage<Submission> submit(Delivery delivery, Map<String, String> headers) {
        return submit(delivery, headers, again -> Optional.empty());
    }

    /**
     * The same for a delivery whose sender sends again by itself what was not answered well: one that came before and
     * ended well is not run again, but answered with what is recorded of it.
     */
    public CompletionStage<Submission> submitUnlessDone(Delivery delivery, Map<String, String> headers) {
        return submit(delivery, headers, past::settled);
    }

    /** Whether {@link #submit} waits for the disk, to which it writes a copy. */
    public boolean keepsBackups() {
        return backup.isOn();
    }

    private CompletionStage<Submission> submit(Delivery delivery, Map<String, String> headers, Remembered remembered) {
        if (delivery.event().is("ping")) {
            return nothing(delivery, Disposition.PONG, new Submission.Pong());
        }
        backup.keep(delivery);
        if (delivery.facts().deletion()) {
            return nothing(delivery, Disposition.SKIPPED, new Submission.Skipped());
        }
        Arrival known = underWay.get(delivery.key());
        if (known != null && known.is(delivery)) {
            return joined(delivery, known);
        }
        Plan plan = plan(delivery);
        if (plan instanceof Plan.Unavailable unavailable) {
            return away(delivery, new Submission.Unavailable("hooks-folder", unavailable.reason()));
        }
        List<Action> actions = ((Plan.Actions) plan).actions();
        if (actions.isEmpty()) {
            return nothing(delivery, Disposition.UNMATCHED, new Submission.Unmatched());
        }
        return accept(delivery, headers, actions, remembered);
    }

    /**
     * Runs a delivery again that came before: planned anew, as the next attempt, whatever its sender would be answered
     * if it sent it again. Reads the journal and the file system on the calling thread; what it returns completes when
     * the new attempt is on disk, or turned away.
     *
     * @param now when somebody asked for it
     */
    public CompletionStage<Redelivery> redeliver(long entry, Instant now) {
        Optional<Detail> known = past.delivery(entry);
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(new Redelivery.Unknown());
        }
        Optional<Payload> payload = known.get().payload();
        if (payload.isEmpty()) {
            return CompletableFuture.completedFuture(new Redelivery.NoPayload());
        }
        Summary summary = known.get().summary();
        Arrival same = underWay.get(summary.key());
        if (same != null) {
            return CompletableFuture.completedFuture(new Redelivery.UnderWay(same.number()));
        }
        Delivery delivery = new Delivery(
                summary.key(),
                summary.facts(),
                payload.get(),
                known.get().digest().orElseThrow(),
                now);
        Plan plan = plan(delivery);
        if (plan instanceof Plan.Unavailable unavailable) {
            return CompletableFuture.completedFuture(new Redelivery.Unavailable(unavailable.reason()));
        }
        List<Action> actions = ((Plan.Actions) plan).actions();
        if (actions.isEmpty()) {
            return CompletableFuture.completedFuture(new Redelivery.Unmatched());
        }
        LOG.info("delivery to be run again delivery={} entry={}", delivery.id(), entry);
        return accept(delivery, known.get().headers(), actions, again -> Optional.empty())
                .thenApply(Dispatcher::redelivery);
    }

    private static Redelivery redelivery(Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            return new Redelivery.Begun(accepted.progress().number());
        }
        return submission instanceof Submission.Unavailable unavailable
                ? new Redelivery.Unavailable(unavailable.reason())
                : new Redelivery.UnderWay(OptionalLong.empty());
    }

    private Plan plan(Delivery delivery) {
        List<Action> actions = new ArrayList<>();
        for (Planner planner : planners) {
            Plan plan = planner.plan(delivery);
            if (plan instanceof Plan.Unavailable) {
                return plan;
            }
            actions.addAll(((Plan.Actions) plan).actions());
        }
        return new Plan.Actions(actions);
    }

    private CompletionStage<Submission> accept(
            Delivery delivery, Map<String, String> headers, List<Action> actions, Remembered remembered) {
        List<Planned> plan = actions.stream()
                .map(action -> new Planned(action.kind(), action.name(), action.policy()))
                .toList();
        Arrival arrival = Arrival.of(delivery, actions, plan, new CompletableFuture<>());
        Arrival other = underWay.putIfAbsent(delivery.key(), arrival);
        if (other != null) {
            return other.is(delivery) ? joined(delivery, other) : away(delivery, new Submission.Conflict());
        }
        // Only now: as long as it holds its key, none of the same can be under way or just have ended unseen.
        Optional<List<Progress.Ended>> before;
        try {
            before = remembered.of(delivery);
        } catch (RuntimeException | Error e) {
            notAccepted(arrival, delivery.payload(), e);
            return arrival.submission();
        }
        if (before.isPresent()) {
            Submission recorded = new Submission.Recorded(before.get());
            forgotten(arrival, recorded);
            return away(delivery, recorded);
        }
        Optional<Submission.Unavailable> noRoom = noRoom();
        if (noRoom.isPresent()) {
            forgotten(arrival, noRoom.get());
            return away(delivery, noRoom.get());
        }
        enter(arrival, delivery, headers, plan);
        return arrival.submission();
    }

    private void enter(Arrival arrival, Delivery delivery, Map<String, String> headers, List<Planned> plan) {
        Entrance entrance = arrival.entrance();
        Supplier<CompletionStage<Appended>> append = () -> {
            try {
                return journal.append(delivery, headers, plan, entrance.start());
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedStage(e);
            }
        };
        CompletionStage<Appended> appending = delivery.payload() instanceof MemoryPayload
                ? floor.enter(entrance, append)
                : floor.enterSlowly(entrance, append);
        appending.whenComplete((appended, failure) -> appended(arrival, delivery.payload(), appended, failure));
    }

    private void appended(Arrival arrival, Payload handedIn, @Nullable Appended appended, @Nullable Throwable failure) {
        if (appended instanceof Appended.Accepted accepted) {
            if (accepted.entry().delivery().payload() != handedIn) {
                // Who works on the delivery reads it from the journal.
                handedIn.discard();
            }
            return;
        }
        floor.turnedAway(arrival.entrance());
        if (appended instanceof Appended.Conflict) {
            handedIn.discard();
            forgotten(arrival, new Submission.Conflict());
        } else {
            Object cause = appended instanceof Appended.NoRoom full ? full.reason() : failure;
            notAccepted(arrival, handedIn, cause);
        }
    }

    private void notAccepted(Arrival arrival, Payload handedIn, @Nullable Object cause) {
        handedIn.discard();
        LOG.error(
                "delivery not accepted, no room in the journal delivery={} cause=\"{}\"",
                arrival.key().id(),
                String.valueOf(cause));
        forgotten(arrival, new Submission.Unavailable("journal", "the journal cannot be written"));
    }

    /**
     * The journal has accepted a delivery. This is heard in the order of acceptance, which the end of an append is not:
     * two of them may be told by two threads.
     */
    void accepted(Entry entry) {
        Arrival arrival = underWay.get(entry.delivery().key());
        if (arrival == null) {
            LOG.error(
                    "accepted delivery without an arrival delivery={} entry={}",
                    entry.delivery().id(),
                    entry.id());
            return;
        }
        Work work = new Work(entry, arrival.actions(), arrival.entrance().start());
        work.over().thenRun(() -> underWay.remove(entry.delivery().key(), arrival));
        try {
            floor.take(work, arrival.entrance());
        } finally {
            arrival.submission().complete(new Submission.Accepted(work));
        }
    }

    private Optional<Submission.Unavailable> noRoom() {
        if (stopping) {
            return Optional.of(new Submission.Unavailable("stopping", "the server is stopping"));
        }
        // Those that are being made durable count too; the one that asks is among them.
        if (underWay.size() - 1 - floor.running() >= Math.max(1, settings.get().maxBacklog())) {
            return Optional.of(new Submission.Unavailable("backlog", "too many deliveries are waiting"));
        }
        if (journal.trouble().isPresent()) {
            return Optional.of(new Submission.Unavailable("journal", "the journal cannot be written"));
        }
        return Optional.empty();
    }

    /** Takes in again what an earlier server had accepted and not finished. */
    void adopt(Work work) {
        Arrival arrival = Arrival.of(
                work.delivery(),
                List.of(),
                work.entry().steps().stream().map(Step::planned).toList(),
                CompletableFuture.completedFuture(new Submission.Accepted(work)));
        underWay.put(work.delivery().key(), arrival);
        work.over().thenRun(() -> underWay.remove(work.delivery().key(), arrival));
    }

    /** Why nothing is accepted now, in words; empty while all is well. */
    public Optional<String> trouble() {
        return stopping ? Optional.of("the server is stopping") : journal.trouble();
    }

    /** How much there is to do. */
    public Load load() {
        int running = floor.running();
        return new Load(Math.max(0, floor.present() - running), running);
    }

    /** Accepts nothing from now on. What was accepted stays and runs. */
    public void refuse() {
        stopping = true;
    }

    /**
     * Ends everything: no further action begins, those that run may run on for a while and are then ended. Blocks until
     * nothing runs. What has not ended stays in the journal for the next start.
     *
     * @param letRun how long running actions may run on
     * @param letDie how long they may take to end after that
     */
    public void stop(Duration letRun, Duration letDie) throws InterruptedException {
        refuse();
        floor.stop(letRun, letDie);
    }

    private CompletionStage<Submission> nothing(Delivery delivery, Disposition disposition, Submission submission) {
        journal.note(delivery, disposition);
        return away(delivery, submission);
    }

    private static CompletionStage<Submission> away(Delivery delivery, Submission submission) {
        delivery.payload().discard();
        return CompletableFuture.completedFuture(submission);
    }

    private static CompletionStage<Submission> joined(Delivery delivery, Arrival known) {
        delivery.payload().discard();
        return known.submission();
    }

    private void forgotten(Arrival arrival, Submission submission) {
        underWay.remove(arrival.key(), arrival);
        arrival.submission().complete(submission);
    }
}
