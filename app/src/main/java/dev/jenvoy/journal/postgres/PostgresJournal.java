package dev.jenvoy.journal.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.cluster.Cluster;
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
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.postgres.HeldChange.Meaning;
import dev.jenvoy.journal.postgres.scope.Handover;
import dev.jenvoy.journal.postgres.scope.LowMark;
import dev.jenvoy.journal.share.Holder;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.share.Turnstiles;
import dev.jenvoy.journal.share.Wish;
import dev.jenvoy.journal.sql.OperatorRequestRow;
import dev.jenvoy.journal.sql.Transitions;
import dev.jenvoy.journal.sql.payload.KeptRequest;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.journal.sql.payload.StoredContent;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/** Keeps the journal in PostgreSQL, for several servers. */
@CheckReturnValue
public final class PostgresJournal implements Journal, AutoCloseable {

    private static final String HOLDER = "SELECT owner FROM work WHERE entry = ? AND part = 0";

    private final Store store;
    private final LargePayloads large;
    private final AcceptanceServer server;
    private final SharedNews news;
    private final EndWaiters ends;
    private final WorkWatch watch;
    private volatile IntSupplier room = () -> 0;

    /**
     * Opens the journal for a server of a cluster, which must have its number. Blocks.
     *
     * @param store with {@link WorkTables} and the tables of the cluster
     * @param large keeps payloads that are too large for a row; {@code bodies} reads them
     */
    public PostgresJournal(Store store, Cluster cluster, LargePayloads large, StoredPayloads bodies)
            throws SQLException {
        Handover handover = new Handover();
        PostgresTurnstiles turnstiles = new PostgresTurnstiles(store, cluster);
        this.store = store;
        this.large = large;
        this.server = new AcceptanceServer(cluster, this::room, new LowMark(), handover, bodies);
        this.ends = new EndWaiters(store, this::lookSoon);
        this.news = new SharedNews(cluster, turnstiles, ends, handover);
        this.watch = new WorkWatch(store, server, news, ends);
        watch.start();
    }

    private int room() {
        return room.getAsInt();
    }

    private void lookSoon() {
        watch.wake();
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
            // PostgreSQL packs by itself, where its columns say so.
            content = kept.begin(delivery.payload(), large, payload -> payload);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    new Appended.NoRoom("the payload cannot be kept: " + e.getMessage()));
        }
        return store.offer(
                        Durability.MACHINE,
                        new DeliveryAcceptance(delivery, plan, start, kept, content, server, this::accepted))
                .handle((appended, failure) -> {
                    kept.appended(large);
                    if (failure != null) {
                        return noRoom(failure);
                    }
                    if (appended instanceof Appended.Elsewhere) {
                        news.tellOfWork();
                    }
                    return appended;
                });
    }

    private void accepted(Entry entry, Optional<Start> start) {
        news.tell(new JournalEvent.Accepted(entry));
        start.ifPresent(begun -> news.tell(
                new JournalEvent.Started(entry.id(), 0, entry.steps().get(0).starts() + 1, begun.at())));
        if (entry.awaited().isEmpty()) {
            IgnoreReason reason = IgnoreReason.of(entry.delivery().facts());
            news.tell(new JournalEvent.Finished(entry.id(), reason.state()));
        } else if (entry.parts().size() < Part.ALL.size() && !entry.apart().isEmpty()) {
            news.tellOfWork();
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
        store.writeBehind(new NotedDelivery(delivery, disposition, news));
    }

    @Override
    public CompletionStage<Ownership> started(Attempt attempt, Start start) {
        return change(
                attempt.hold(),
                attempt.position(),
                Meaning.GOES_ON,
                session -> Transitions.start(session, place(attempt), attempt.number(), start),
                new JournalEvent.Started(attempt.entry(), attempt.position(), attempt.number(), start.at()));
    }

    @Override
    public CompletionStage<Ownership> ended(Attempt attempt, Outcome outcome, Instant at, Duration took) {
        return change(
                attempt.hold(),
                attempt.position(),
                Meaning.ENDS,
                session -> Transitions.end(session, place(attempt), attempt.number(), outcome, took),
                ended(attempt, outcome, took));
    }

    private static JournalEvent ended(Attempt attempt, Outcome outcome, Duration took) {
        return new JournalEvent.Ended(attempt.entry(), attempt.position(), attempt.number(), outcome, took);
    }

    @Override
    public CompletionStage<Ownership> dropped(Hold hold, int position, Outcome outcome, Instant at) {
        Transitions.Place place = new Transitions.Place(hold.entry(), position);
        return change(
                hold,
                position,
                Meaning.ENDS,
                session -> Transitions.drop(session, place, outcome, at),
                new JournalEvent.Ended(hold.entry(), position, 0, outcome, Duration.ZERO));
    }

    @Override
    public CompletionStage<Ownership> retrying(Hold hold, int position, Instant due) {
        Transitions.Place place = new Transitions.Place(hold.entry(), position);
        return change(
                hold,
                position,
                Meaning.WAITS_AGAIN,
                session -> Transitions.retry(session, place, due),
                new JournalEvent.Retrying(hold.entry(), position, due));
    }

    @Override
    public CompletionStage<Ownership> endedForNow(
            Attempt attempt, Outcome outcome, Instant at, Duration took, Instant due) {
        return change(
                attempt.hold(),
                attempt.position(),
                Meaning.GOES_ON,
                session -> {
                    Transitions.end(session, place(attempt), attempt.number(), outcome, took);
                    Transitions.retry(session, place(attempt), due);
                },
                ended(attempt, outcome, took),
                new JournalEvent.Retrying(attempt.entry(), attempt.position(), due));
    }

    @Override
    public CompletionStage<Optional<Hold>> reopened(long entry, int position, Instant due) {
        return store.write(Durability.PROCESS, new ReopenedAction(server, news, entry, position, due));
    }

    @Override
    public CompletionStage<Ownership> postponed(Attempt attempt, Instant due) {
        return change(
                attempt.hold(),
                attempt.position(),
                Meaning.GOES_ON,
                session -> Transitions.postpone(session, place(attempt), attempt.number(), due),
                new JournalEvent.Postponed(attempt.entry(), attempt.position(), attempt.number(), due));
    }

    @Override
    public CompletionStage<Ownership> cutShort(Attempt attempt, Outcome outcome, Instant at, Duration took) {
        return change(
                attempt.hold(),
                attempt.position(),
                Meaning.GOES_ON,
                session -> {
                    Transitions.end(session, place(attempt), attempt.number(), outcome, took);
                    Transitions.markStopped(session, place(attempt), attempt.number());
                    Transitions.retry(session, place(attempt), at);
                },
                ended(attempt, outcome, took),
                new JournalEvent.Retrying(attempt.entry(), attempt.position(), at));
    }

    @Override
    public CompletionStage<Ownership> finished(Hold hold, DeliveryState state, Instant at) {
        return store.writeHere(
                Durability.PROCESS,
                new DeliveryEnd(
                        news, hold, finishing(state), session -> Transitions.finish(session, hold.entry(), state, at)));
    }

    @Override
    public CompletionStage<Ownership> endedLast(
            Attempt attempt, Outcome outcome, Instant at, Duration took, DeliveryState state) {
        return store.writeHere(Durability.PROCESS, new LastEnd(news, attempt, outcome, at, took, finishing(state)));
    }

    private static DeliveryState finishing(DeliveryState state) {
        if (!state.finishes()) {
            throw new IllegalArgumentException(state + " is no way to finish");
        }
        return state;
    }

    @Override
    public CompletionStage<Ownership> quarantine(Hold hold, String reason, Instant at) {
        return store.write(
                Durability.MACHINE,
                new DeliveryEnd(
                        news,
                        hold,
                        DeliveryState.SET_ASIDE,
                        session -> Transitions.setAside(session, hold.entry(), reason, at)));
    }

    @Override
    public CompletionStage<Ownership> markIsolated(Hold hold) {
        return store.write(Durability.MACHINE, new IsolatedDelivery(news, hold))
                .thenCompose(marked -> marked.map(CompletableFuture::completedStage)
                        .orElseGet(() -> watch.later(() -> markIsolated(hold))));
    }

    @Override
    public CompletionStage<Boolean> cancel(long entry, Optional<OperatorRequest> request) {
        return store.write(Durability.PROCESS, new CancelledWork(server.cluster(), news, entry, request))
                .thenApply(CancelledWork.Asked::isLegal);
    }

    @Override
    public CompletionStage<Void> requested(long entry, OperatorRequest request) {
        return store.writeHere(Durability.PROCESS, session -> {
                    OperatorRequestRow.insert(session, entry, request);
                    return true;
                })
                .thenAccept(kept -> {});
    }

    private static Transitions.Place place(Attempt attempt) {
        return new Transitions.Place(attempt.entry(), attempt.position());
    }

    private CompletionStage<Ownership> change(
            Hold hold, int position, Meaning meaning, HeldChange.Transition transition, JournalEvent... events) {
        return store.writeHere(
                Durability.PROCESS, new HeldChange(news, hold, position, meaning, transition, List.of(events)));
    }

    @Override
    public List<UnfinishedDelivery> claim(int most) {
        server.handover().claiming();
        return store.write(Durability.PROCESS, new WorkClaim(server, news, most))
                .toCompletableFuture()
                .join();
    }

    @Override
    public void whenClaimable(Runnable look) {
        news.whenClaimable(look);
    }

    @Override
    public void takeUpTo(IntSupplier newRoom) {
        room = newRoom;
    }

    @Override
    public CompletionStage<Ownership> giveBack(Hold hold, Set<Part> parts) {
        return store.write(Durability.PROCESS, new ReturnedWork(news, hold, parts));
    }

    @Override
    public CompletionStage<Void> over(long entry) {
        return ends.over(entry);
    }

    @Override
    public CompletionStage<Boolean> wish(long entry, int position, Wish wish) {
        return store.write(Durability.PROCESS, new WishedAction(server.cluster(), entry, position, wish));
    }

    @Override
    public long unclaimed() {
        return news.unclaimed();
    }

    @Override
    public Optional<Holder> holder(long entry) {
        try {
            return store.read(session -> session.bind(HOLDER).with(entry).first(row -> new Holder(server(row))));
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    private static OptionalInt server(Row row) throws SQLException {
        Integer number = row.countOrNull();
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @Override
    public Turnstiles turnstiles() {
        return news.turnstiles();
    }

    @Override
    public void follow(Listener listener) {
        news.follow(listener);
    }

    @Override
    public void unfollow(Listener listener) {
        news.unfollow(listener);
    }

    @Override
    public void subscribe(Listener listener) {
        news.add(listener);
    }

    @Override
    public void unsubscribe(Listener listener) {
        news.remove(listener);
    }

    /** Ends what looks by itself. The store is closed by who opened it. */
    @Override
    public void close() {
        watch.close();
    }
}
