package dev.jenvoy.journal.sqlite;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.share.Turnstiles;
import dev.jenvoy.journal.share.Wish;
import dev.jenvoy.journal.sql.Listeners;
import dev.jenvoy.journal.sql.OperatorRequestRow;
import dev.jenvoy.journal.sql.Transitions;
import dev.jenvoy.journal.sql.payload.KeptRequest;
import dev.jenvoy.journal.sql.payload.PackingAllowance;
import dev.jenvoy.journal.sql.payload.StoredContent;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.journal.sqlite.payload.StoredPayloadFiles;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.sqlite.SqliteStore;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Keeps the journal in SQLite. Accepting costs one sync to disk, shared by all that wait at the same time, unless accepted
 * deliveries need to survive the process alone.
 */
@CheckReturnValue
final class SqliteJournal implements Journal {

    private static final CompletionStage<Ownership> KEPT = CompletableFuture.completedStage(Ownership.KEPT);
    private static final CompletionStage<Boolean> NOBODY_ELSE = CompletableFuture.completedStage(false);

    private final SqliteStore store;
    private final StoredPayloadFiles files;
    private final StoredPayloads bodies;
    private final Durability acceptance;
    private final PackingAllowance packing = new PackingAllowance();
    private final EntryIds numbers = new EntryIds();
    private final Listeners news = new Listeners();
    private final AtomicBoolean claimed = new AtomicBoolean();

    /** @param acceptance what an accepted delivery survives */
    SqliteJournal(SqliteStore store, StoredPayloadFiles files, StoredPayloads bodies, Durability acceptance) {
        this.acceptance = acceptance;
        this.store = store;
        this.files = files;
        this.bodies = bodies;
    }

    @Override
    public CompletionStage<Appended> append(
            Delivery delivery, StoredRequest request, List<Planned> plan, Optional<Start> start) {
        if (plan.isEmpty()) {
            throw new IllegalArgumentException("a delivery without a plan is noted, not accepted");
        }
        for (int at = 1; at < plan.size(); at++) {
            if (plan.get(at - 1).policy().apart() && !plan.get(at).policy().apart()) {
                throw new IllegalArgumentException("actions apart come last");
            }
        }
        Optional<String> trouble = store.trouble();
        if (trouble.isPresent()) {
            return CompletableFuture.completedFuture(new Appended.NoRoom(trouble.get()));
        }
        KeptRequest kept = KeptRequest.of(request);
        StoredContent content;
        try {
            content = kept.begin(delivery.payload(), files, packing::pack);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    new Appended.NoRoom("the payload cannot be kept: " + e.getMessage()));
        }
        return store.offer(
                        acceptance,
                        new AppendDelivery(delivery, plan, start, kept, content, numbers, bodies, this::accepted))
                .handle((appended, failure) -> {
                    kept.appended(files);
                    return failure == null ? appended : noRoom(failure);
                });
    }

    private void accepted(Entry entry, Optional<Start> start) {
        news.tell(new JournalEvent.Accepted(entry));
        start.ifPresent(begun -> news.tell(
                new JournalEvent.Started(entry.id(), 0, entry.steps().get(0).starts() + 1, begun.at())));
        if (entry.awaited().isEmpty()) {
            IgnoreReason reason = IgnoreReason.of(entry.delivery().facts());
            news.tell(new JournalEvent.Finished(entry.id(), reason.state()));
        }
    }

    private static Appended noRoom(Throwable failure) {
        if (failure instanceof NoRoomException refusal) {
            return new Appended.NoRoom(String.valueOf(refusal.getMessage()));
        }
        throw new CompletionException(failure);
    }

    @Override
    public void note(Delivery delivery, IgnoreReason disposition) {
        store.writeBehind(new IgnoredDelivery(delivery, disposition, numbers, news));
    }

    @Override
    public CompletionStage<Ownership> started(Attempt attempt, Start start) {
        return record(
                Durability.PROCESS,
                session -> Transitions.start(session, place(attempt), attempt.number(), start),
                new JournalEvent.Started(attempt.entry(), attempt.position(), attempt.number(), start.at()));
    }

    @Override
    public CompletionStage<Ownership> ended(Attempt attempt, Outcome outcome, Instant at, Duration took) {
        return record(
                Durability.PROCESS,
                session -> Transitions.end(session, place(attempt), attempt.number(), outcome, took),
                new JournalEvent.Ended(attempt.entry(), attempt.position(), attempt.number(), outcome, took));
    }

    @Override
    public CompletionStage<Ownership> dropped(Hold hold, int position, Outcome outcome, Instant at) {
        Transitions.Place place = new Transitions.Place(hold.entry(), position);
        return record(
                Durability.PROCESS,
                session -> Transitions.drop(session, place, outcome, at),
                new JournalEvent.Ended(hold.entry(), position, 0, outcome, Duration.ZERO));
    }

    @Override
    public CompletionStage<Ownership> retrying(Hold hold, int position, Instant due) {
        Transitions.Place place = new Transitions.Place(hold.entry(), position);
        return record(
                Durability.PROCESS,
                session -> Transitions.retry(session, place, due),
                new JournalEvent.Retrying(hold.entry(), position, due));
    }

    @Override
    public CompletionStage<Ownership> endedForNow(
            Attempt attempt, Outcome outcome, Instant at, Duration took, Instant due) {
        Transitions.Place place = place(attempt);
        return record(
                Durability.PROCESS,
                session -> {
                    Transitions.end(session, place, attempt.number(), outcome, took);
                    Transitions.retry(session, place, due);
                },
                new JournalEvent.Ended(attempt.entry(), attempt.position(), attempt.number(), outcome, took),
                new JournalEvent.Retrying(attempt.entry(), attempt.position(), due));
    }

    @Override
    public CompletionStage<Optional<Hold>> reopened(long entry, int position, Instant due) {
        Hold hold = hold(entry);
        return retrying(hold, position, due).thenApply(kept -> Optional.of(hold));
    }

    @Override
    public CompletionStage<Ownership> postponed(Attempt attempt, Instant due) {
        return record(
                Durability.PROCESS,
                session -> Transitions.postpone(session, place(attempt), attempt.number(), due),
                new JournalEvent.Postponed(attempt.entry(), attempt.position(), attempt.number(), due));
    }

    @Override
    public CompletionStage<Ownership> cutShort(Attempt attempt, Outcome outcome, Instant at, Duration took) {
        Transitions.Place place = place(attempt);
        return record(
                Durability.PROCESS,
                session -> {
                    Transitions.end(session, place, attempt.number(), outcome, took);
                    Transitions.markStopped(session, place, attempt.number());
                    Transitions.retry(session, place, at);
                },
                new JournalEvent.Ended(attempt.entry(), attempt.position(), attempt.number(), outcome, took),
                new JournalEvent.Retrying(attempt.entry(), attempt.position(), at));
    }

    @Override
    public CompletionStage<Ownership> finished(Hold hold, DeliveryState state, Instant at) {
        if (!state.finishes()) {
            throw new IllegalArgumentException(state + " is no way to finish");
        }
        return record(
                Durability.PROCESS,
                session -> Transitions.finish(session, hold.entry(), state, at),
                new JournalEvent.Finished(hold.entry(), state));
    }

    @Override
    public CompletionStage<Ownership> endedLast(
            Attempt attempt, Outcome outcome, Instant at, Duration took, DeliveryState state) {
        if (!state.finishes()) {
            throw new IllegalArgumentException(state + " is no way to finish");
        }
        long entry = attempt.entry();
        return record(
                Durability.PROCESS,
                session -> {
                    Transitions.end(session, place(attempt), attempt.number(), outcome, took);
                    Transitions.finish(session, entry, state, at);
                },
                new JournalEvent.Ended(entry, attempt.position(), attempt.number(), outcome, took),
                new JournalEvent.Finished(entry, state));
    }

    @Override
    public CompletionStage<Ownership> quarantine(Hold hold, String reason, Instant at) {
        return record(
                Durability.MACHINE,
                session -> Transitions.setAside(session, hold.entry(), reason, at),
                new JournalEvent.Finished(hold.entry(), DeliveryState.SET_ASIDE));
    }

    @Override
    public CompletionStage<Ownership> markIsolated(Hold hold) {
        return store.write(Durability.MACHINE, session -> {
            Transitions.alone(session, hold.entry());
            return Ownership.KEPT;
        });
    }

    @Override
    public CompletionStage<Boolean> cancel(long entry, Optional<OperatorRequest> request) {
        return store.write(Durability.PROCESS, new Change<Boolean>() {
            @Override
            public Boolean apply(Session session) throws SQLException {
                boolean legal = Transitions.cancel(session, entry);
                if (legal && request.isPresent()) {
                    OperatorRequestRow.insert(session, entry, request.get());
                }
                return legal;
            }

            @Override
            public void recorded(Boolean legal) {
                if (legal) {
                    news.tell(new JournalEvent.CancelRequested(entry));
                }
            }
        });
    }

    @Override
    public CompletionStage<Void> requested(long entry, OperatorRequest request) {
        return record(Durability.PROCESS, session -> OperatorRequestRow.insert(session, entry, request))
                .thenAccept(kept -> {});
    }

    /** One server holds all deliveries, by their numbers, which grow along each queue. */
    static Hold hold(long entry) {
        return new Hold(entry, entry);
    }

    private static Transitions.Place place(Attempt attempt) {
        return new Transitions.Place(attempt.entry(), attempt.position());
    }

    private interface Transition {
        void apply(Session session) throws SQLException;
    }

    private CompletionStage<Ownership> record(Durability durability, Transition transition, JournalEvent... events) {
        return store.writeHere(durability, new Change<Ownership>() {
            @Override
            public Ownership apply(Session session) throws SQLException {
                transition.apply(session);
                return Ownership.KEPT;
            }

            @Override
            public void recorded(Ownership kept) {
                for (JournalEvent event : events) {
                    news.tell(event);
                    if (event instanceof JournalEvent.Ended ended) {
                        ended.outcome().log().close();
                    }
                }
            }
        });
    }

    @Override
    public List<UnfinishedDelivery> claim(int most) {
        if (claimed.getAndSet(true)) {
            // No other server accepts anything.
            return List.of();
        }
        return store.write(Durability.MACHINE, new UnfinishedClaim(bodies, !store.cleanBefore(), news))
                .toCompletableFuture()
                .join();
    }

    @Override
    public void whenClaimable(Runnable look) {
        // No other server gives anything back.
    }

    @Override
    public void takeUpTo(IntSupplier room) {
        // There is no other server that could take it.
    }

    @Override
    public CompletionStage<Ownership> giveBack(Hold hold, Set<Part> parts) {
        return KEPT;
    }

    @Override
    public CompletionStage<Void> over(long entry) {
        EndWatch watch = new EndWatch(entry, news);
        return store.write(Durability.PROCESS, watch).thenCompose(ended -> watch.over());
    }

    @Override
    public CompletionStage<Boolean> wish(long entry, int position, Wish wish) {
        return NOBODY_ELSE;
    }

    @Override
    public Turnstiles turnstiles() {
        return Turnstiles.OPEN;
    }

    @Override
    public void follow(Listener listener) {
        news.add(listener);
    }

    @Override
    public void unfollow(Listener listener) {
        news.remove(listener);
    }

    @Override
    public void subscribe(Listener listener) {
        news.add(listener);
    }

    @Override
    public void unsubscribe(Listener listener) {
        news.remove(listener);
    }
}
