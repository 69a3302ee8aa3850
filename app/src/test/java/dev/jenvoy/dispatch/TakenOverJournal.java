package dev.jenvoy.dispatch;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.share.Turnstiles;
import dev.jenvoy.journal.share.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A journal that another server takes deliveries out of: their changes are refused from then on. */
@CheckReturnValue
final class TakenOverJournal implements Journal {

    private final Journal journal;
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();

    TakenOverJournal(Journal journal) {
        this.journal = journal;
    }

    void takeOver(long entry) {
        taken.add(entry);
    }

    private CompletionStage<Ownership> change(Hold hold, Supplier<CompletionStage<Ownership>> change) {
        return taken.contains(hold.entry()) ? CompletableFuture.completedStage(Ownership.LOST) : change.get();
    }

    @Override
    public CompletionStage<Appended> append(
            Delivery delivery, StoredRequest request, List<Planned> plan, Optional<Start> start) {
        return journal.append(delivery, request, plan, start);
    }

    @Override
    public void note(Delivery delivery, IgnoreReason disposition) {
        journal.note(delivery, disposition);
    }

    @Override
    public CompletionStage<Ownership> started(Attempt attempt, Start start) {
        return change(attempt.hold(), () -> journal.started(attempt, start));
    }

    @Override
    public CompletionStage<Ownership> ended(Attempt attempt, Outcome outcome, Instant at, Duration took) {
        return change(attempt.hold(), () -> journal.ended(attempt, outcome, at, took));
    }

    @Override
    public CompletionStage<Ownership> endedForNow(
            Attempt attempt, Outcome outcome, Instant at, Duration took, Instant due) {
        return change(attempt.hold(), () -> journal.endedForNow(attempt, outcome, at, took, due));
    }

    @Override
    public CompletionStage<Ownership> dropped(Hold hold, int position, Outcome outcome, Instant at) {
        return change(hold, () -> journal.dropped(hold, position, outcome, at));
    }

    @Override
    public CompletionStage<Ownership> retrying(Hold hold, int position, Instant due) {
        return change(hold, () -> journal.retrying(hold, position, due));
    }

    @Override
    public CompletionStage<Optional<Hold>> reopened(long entry, int position, Instant due) {
        return journal.reopened(entry, position, due);
    }

    @Override
    public CompletionStage<Ownership> postponed(Attempt attempt, Instant due) {
        return change(attempt.hold(), () -> journal.postponed(attempt, due));
    }

    @Override
    public CompletionStage<Ownership> cutShort(Attempt attempt, Outcome outcome, Instant at, Duration took) {
        return change(attempt.hold(), () -> journal.cutShort(attempt, outcome, at, took));
    }

    @Override
    public CompletionStage<Ownership> finished(Hold hold, DeliveryState state, Instant at) {
        return change(hold, () -> journal.finished(hold, state, at));
    }

    @Override
    public CompletionStage<Ownership> endedLast(
            Attempt attempt, Outcome outcome, Instant at, Duration took, DeliveryState state) {
        return change(attempt.hold(), () -> journal.endedLast(attempt, outcome, at, took, state));
    }

    @Override
    public CompletionStage<Ownership> markIsolated(Hold hold) {
        return change(hold, () -> journal.markIsolated(hold));
    }

    @Override
    public CompletionStage<Ownership> quarantine(Hold hold, String reason, Instant at) {
        return change(hold, () -> journal.quarantine(hold, reason, at));
    }

    @Override
    public CompletionStage<Boolean> cancel(long entry, Optional<OperatorRequest> request) {
        return journal.cancel(entry, request);
    }

    @Override
    public CompletionStage<Void> requested(long entry, OperatorRequest request) {
        return journal.requested(entry, request);
    }

    @Override
    public List<UnfinishedDelivery> claim(int most) {
        return journal.claim(most);
    }

    @Override
    public void whenClaimable(Runnable look) {
        journal.whenClaimable(look);
    }

    @Override
    public void takeUpTo(IntSupplier room) {
        journal.takeUpTo(room);
    }

    @Override
    public CompletionStage<Ownership> giveBack(Hold hold, Set<Part> parts) {
        return change(hold, () -> journal.giveBack(hold, parts));
    }

    @Override
    public CompletionStage<Void> over(long entry) {
        return journal.over(entry);
    }

    @Override
    public CompletionStage<Boolean> wish(long entry, int position, Wish wish) {
        return journal.wish(entry, position, wish);
    }

    @Override
    public Turnstiles turnstiles() {
        return journal.turnstiles();
    }

    @Override
    public void follow(Listener listener) {
        journal.follow(listener);
    }

    @Override
    public void unfollow(Listener listener) {
        journal.unfollow(listener);
    }

    @Override
    public void subscribe(Listener listener) {
        journal.subscribe(listener);
    }

    @Override
    public void unsubscribe(Listener listener) {
        journal.unsubscribe(listener);
    }
}
