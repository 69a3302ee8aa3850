package dev.jenvoy.journal.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Notice;
import dev.jenvoy.journal.postgres.scope.PostgresArrays;
import dev.jenvoy.journal.postgres.scope.ScopeLocks;
import dev.jenvoy.journal.share.QueueKey;
import dev.jenvoy.journal.share.Turnstiles;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Places of exclusive actions, as tickets in the database. The lowest ticket of a queue passes. A transaction
 * that takes or gives up a ticket holds the lock of its queue.
 */
final class PostgresTurnstiles implements Turnstiles {

    private static final String LEAVE = "DELETE FROM turnstile WHERE entry = ? AND position = ? RETURNING holds::int";
    private static final String NEXT = "UPDATE turnstile SET holds = true WHERE queue = ?1 AND NOT holds"
            + " AND ticket = (SELECT min(ticket) FROM turnstile WHERE queue = ?1) RETURNING entry, position,"
            + " (SELECT owner FROM work WHERE work.entry = turnstile.entry AND part = 0)";
    private static final String TICKETS = "SELECT entry, position, queue FROM turnstile WHERE entry = ANY(?::bigint[])";
    private static final String STATE = "SELECT t.entry, t.position, t.holds, h.entry FROM turnstile t"
            + " LEFT JOIN turnstile h ON h.queue = t.queue AND h.holds WHERE t.entry = ANY(?::bigint[])";

    private final Store store;
    private final Cluster cluster;
    private final Map<Place, PostgresTurn> turns = new ConcurrentHashMap<>();

    PostgresTurnstiles(Store store, Cluster cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    /** An action. */
    record Place(long entry, int position) {}

    /** What became of a queue when an action left it. */
    record Passed(Place left, Optional<Next> next) {}

    /** The action whose turn it is, and the server that has it. */
    record Next(Place place, OptionalLong server) {}

    /** The place of one action of this server. */
    @CheckReturnValue
    static final class PostgresTurn implements Turn {

        final long queue;
        private final CompletableFuture<Void> granted = new CompletableFuture<>();
        private volatile OptionalLong behind = OptionalLong.empty();

        PostgresTurn(long queue) {
            this.queue = queue;
        }

        @Override
        public CompletionStage<Void> granted() {
            return granted.minimalCompletionStage();
        }

        @Override
        public OptionalLong behind() {
            return behind;
        }

        void behind(OptionalLong entry) {
            behind = entry;
        }

        void grant() {
            behind = OptionalLong.empty();
            granted.complete(null);
        }

        boolean isGranted() {
            return granted.isDone();
        }
    }

    @Override
    public Turn enter(long entry, int position, String queue) {
        Place place = new Place(entry, position);
        PostgresTurn turn = turns.computeIfAbsent(place, absent -> new PostgresTurn(QueueKey.number(queue)));
        CompletionStage<TurnstileEntrance.Entered> unusedEntering =
                store.write(Durability.PROCESS, new TurnstileEntrance(place, cluster.number(), turn));
        return turn;
    }

    /** Gives an action's ticket up, if this server has one for it, in the transaction that ends it. */
    Optional<Passed> leave(Session session, long entry, int position) throws SQLException {
        Place place = new Place(entry, position);
        PostgresTurn turn = turns.get(place);
        if (turn == null) {
            return Optional.empty();
        }
        ScopeLocks.lock(session, LongStream.of(turn.queue));
        boolean held = session.bind(LEAVE)
                .with(entry)
                .with(position)
                .first(row -> row.flag())
                .orElse(false);
        Optional<Next> next = held ? next(session, turn.queue) : Optional.empty();
        return Optional.of(new Passed(place, next));
    }

    /** Lets the lowest ticket of a queue that no action holds pass. Its lock is held. */
    static Optional<Next> next(Session session, long queue) throws SQLException {
        return session.bind(NEXT).with(queue).first(row -> {
            Place place = new Place(row.number(), row.count());
            Long server = row.numberOrNull();
            return new Next(place, server == null ? OptionalLong.empty() : OptionalLong.of(server));
        });
    }

    /** All tickets of a delivery are given up. */
    List<Passed> leaveAll(Session session, long entry) throws SQLException {
        List<Passed> all = new ArrayList<>();
        for (Place place : List.copyOf(turns.keySet())) {
            if (place.entry() == entry) {
                leave(session, entry, place.position()).ifPresent(all::add);
            }
        }
        return all;
    }

    /** What {@link #leave} did is recorded. */
    void tell(Passed passed) {
        turns.remove(passed.left());
        passed.next().ifPresent(this::tell);
    }

    void tell(Next next) {
        PostgresTurn turn = turns.get(next.place());
        if (turn != null) {
            turn.grant();
        } else if (next.server().isPresent()) {
            cluster.notices()
                    .tell(
                            Math.toIntExact(next.server().getAsLong()),
                            Notice.Kind.YOURS,
                            List.of(next.place().entry()));
        }
    }

    /** Finds the tickets of deliveries that are being claimed. */
    void claimed(Session session, Collection<Long> entries) throws SQLException {
        PreparedStatement statement = session.prepared(TICKETS);
        PostgresArrays.bind(statement, 1, entries);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long queue = rows.getLong(3);
                PostgresTurn unusedTurn = turns.computeIfAbsent(
                        new Place(rows.getLong(1), rows.getInt(2)), absent -> new PostgresTurn(queue));
            }
        }
    }

    /** This server has nothing to do with a delivery any more. */
    void released(long entry) {
        turns.keySet().removeIf(place -> place.entry() == entry);
    }

    void clear() {
        turns.clear();
    }

    /** Looks whose turn it is, in case no server said so. Blocks. */
    void look() throws SQLException {
        List<Long> waiting = turns.entrySet().stream()
                .filter(turn -> !turn.getValue().isGranted())
                .map(turn -> turn.getKey().entry())
                .distinct()
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        record Seen(Place place, boolean holds, OptionalLong holder) {}
        List<Seen> seen = store.read(session -> {
            PreparedStatement statement = session.prepared(STATE);
            PostgresArrays.bind(statement, 1, waiting);
            List<Seen> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Place place = new Place(rows.getLong(1), rows.getInt(2));
                    boolean holds = rows.getBoolean(3);
                    long holder = rows.getLong(4);
                    all.add(new Seen(place, holds, rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(holder)));
                }
            }
            return all;
        });
        for (Seen one : seen) {
            PostgresTurn turn = turns.get(one.place());
            if (turn != null && one.holds()) {
                turn.grant();
            } else if (turn != null) {
                turn.behind(one.holder());
            }
        }
    }
}
