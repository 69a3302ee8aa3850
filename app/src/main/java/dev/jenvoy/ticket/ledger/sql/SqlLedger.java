package dev.jenvoy.ticket.ledger.sql;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveFilter;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.MoveTrack;
import dev.jenvoy.ticket.ledger.ShownMove;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the ledger in the table {@code ticket_move} of the journal's database. */
public final class SqlLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    private static final String COLUMNS =
            "SELECT id, tracker, ticket, occasion, happening, event, repository, subject, page, happened, entry,"
                    + " arrival, url, from_state, to_state, from_status, to_status, transition, way, result, note,"
                    + " decided, ended";
    private static final String SELECT = COLUMNS + " FROM ticket_move ";
    private static final String BY_KEY = SELECT + "WHERE tracker = ? AND ticket = ? AND occasion = ?";
    private static final String BY_ID = SELECT + "WHERE id = ?";
    private static final String LATER = SELECT
            + "WHERE tracker = ?1 AND ticket = ?2 AND subject = ?3 AND result = 'moved' AND CASE"
            + " WHEN happened IS NULL OR ?4 IS NULL OR happened = ?4 THEN arrival > ?5 ELSE happened > ?4 END"
            + " ORDER BY arrival DESC LIMIT 1";
    private static final String PUT =
            "INSERT INTO ticket_move (tracker, ticket, occasion, happening, event, repository, subject, page,"
                    + " happened, entry, arrival, url, from_state, to_state, from_status, to_status, transition, way,"
                    + " result, note, decided, ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?) ON CONFLICT (tracker, ticket, occasion) DO UPDATE SET happening = excluded.happening, event"
                    + " = excluded.event, repository = excluded.repository, subject = excluded.subject, page ="
                    + " excluded.page, happened = excluded.happened, entry = excluded.entry, arrival = excluded.arrival,"
                    + " url = excluded.url, from_state = excluded.from_state, to_state = excluded.to_state, from_status ="
                    + " excluded.from_status, to_status = excluded.to_status, transition = excluded.transition, way ="
                    + " excluded.way, result = excluded.result, note = excluded.note, decided = excluded.decided, ended ="
                    + " excluded.ended";

    /** Decisions are numbered in their order, because a clock may go back. */
    private static final String TAKE_TURN = "UPDATE ticket_move SET turn = (SELECT max(turn) + 1 FROM ticket_move)"
            + " WHERE tracker = ? AND ticket = ? AND occasion = ?";

    private static final String NEWER = SELECT + "WHERE tracker = ?1 AND ticket = ?2 AND occasion <> ?3"
            + " AND (result IS NULL OR result = 'moved') AND turn > (SELECT turn FROM ticket_move"
            + " WHERE tracker = ?1 AND ticket = ?2 AND occasion = ?3) ORDER BY turn DESC LIMIT 1";

    /** Removes what the records of the old key say better. */
    private static final String GIVE_WAY = "DELETE FROM ticket_move WHERE tracker = ?1 AND ticket = ?3"
            + " AND result IS NOT NULL AND result <> 'moved' AND occasion IN (SELECT occasion FROM ticket_move"
            + " WHERE tracker = ?1 AND ticket = ?2 AND (result IS NULL OR result = 'moved'))";

    private static final String RENAME =
            "UPDATE ticket_move SET ticket = ?3 WHERE tracker = ?1 AND ticket = ?2 AND NOT EXISTS"
                    + " (SELECT 1 FROM ticket_move AS present WHERE present.tracker = ?1 AND present.ticket = ?3"
                    + " AND present.occasion = ticket_move.occasion)";
    private static final String REMOVE = "DELETE FROM ticket_move WHERE tracker = ? AND ticket = ?";

    /** The condition is that of an index, word by word: otherwise the whole table would be read. */
    private static final String OPEN =
            "(result IS NULL OR result IN ('credentials', 'not_tracker', 'unreachable', 'limited', 'busy'))";

    private static final String GOES_ON =
            "EXISTS (SELECT 1 FROM delivery WHERE delivery.entry = ticket_move.entry AND delivery.state <= "
                    + DeliveryState.RUNNING.code() + ")";
    private static final String IS_WAITING = OPEN + " AND " + GOES_ON;
    private static final String WORD = "coalesce(result, CASE WHEN " + GOES_ON + " THEN '" + ShownMove.UNDER_WAY
            + "' ELSE '" + ShownMove.IN_DOUBT + "' END)";
    private static final String WAITING =
            "SELECT tracker, count(*) FROM ticket_move WHERE " + IS_WAITING + " GROUP BY tracker";
    private static final String SHOWN =
            COLUMNS + ", CASE WHEN " + IS_WAITING + " THEN 1 ELSE 0 END FROM ticket_move WHERE 1 = 1";
    private static final String REOPEN =
            "DELETE FROM ticket_move WHERE id = ? AND result IS NOT NULL AND result <> 'moved'";
    private static final String FORGET = "DELETE FROM ticket_move WHERE decided < ?";

    private final Store store;

    /** @param store the journal's database */
    public SqlLedger(Store store) {
        this.store = store;
    }

    @Override
    public Optional<TicketMove> find(MoveKey key) throws IOException {
        return read(session -> session.bind(BY_KEY)
                .with(key.tracker())
                .with(key.ticket())
                .with(key.occasion())
                .first(SqlLedger::move));
    }

    @Override
    public Optional<TicketMove> find(long id) throws IOException {
        return read(session -> session.bind(BY_ID).with(id).first(SqlLedger::move));
    }

    @Override
    public Optional<TicketMove> later(TicketMove move) throws IOException {
        MoveCause cause = move.cause();
        return read(session -> session.bind(LATER)
                .with(move.key().tracker())
                .with(move.key().ticket())
                .with(cause.subject())
                .with(cause.time().map(Micros::of).orElse(null))
                .with(cause.arrival())
                .first(SqlLedger::move));
    }

    @Override
    public Optional<TicketMove> newer(TicketMove decided) throws IOException {
        MoveKey key = decided.key();
        return read(session -> session.bind(NEWER)
                .with(key.tracker())
                .with(key.ticket())
                .with(key.occasion())
                .first(SqlLedger::move));
    }

    @Override
    public Optional<String> decide(TicketMove move) {
        MoveKey key = move.key();
        return store.keep(session -> {
            put(session, move);
            return session.bind(TAKE_TURN)
                    .with(key.tracker())
                    .with(key.ticket())
                    .with(key.occasion())
                    .update();
        });
    }

    @Override
    public Optional<String> rename(String tracker, String ticket, String now) {
        return store.keep(session -> {
            session.bind(GIVE_WAY).with(tracker).with(ticket).with(now).update();
            session.bind(RENAME).with(tracker).with(ticket).with(now).update();
            return session.bind(REMOVE).with(tracker).with(ticket).update();
        });
    }

    @Override
    public Optional<String> put(TicketMove move) {
        return store.keep(session -> put(session, move));
    }

    private static int put(Session session, TicketMove move) throws SQLException {
        MoveCause cause = move.cause();
        MoveTrack track = move.track();
        return session.bind(PUT)
                .with(move.key().tracker())
                .with(move.key().ticket())
                .with(move.key().occasion())
                .with(cause.happening())
                .with(cause.event())
                .with(cause.repository())
                .with(cause.subject())
                .with(cause.page())
                .with(cause.time().map(Micros::of).orElse(null))
                .with(cause.entry())
                .with(cause.arrival())
                .with(move.url())
                .with(track.fromState())
                .with(track.toState())
                .with(track.from())
                .with(track.to())
                .with(track.transition())
                .with(json(track.way()))
                .with(move.result().map(TicketResult::word).orElse(null))
                .with(move.note())
                .with(Micros.of(move.decided()))
                .with(move.ended().map(Micros::of).orElse(null))
                .update();
    }

    @Override
    public List<ShownMove> list(MoveFilter filter, OptionalLong before, int limit) throws IOException {
        StringBuilder where = new StringBuilder(SHOWN);
        before.ifPresent(id -> where.append(" AND id < ?"));
        filter.ticket().ifPresent(ticket -> where.append(" AND ticket = ?"));
        filter.tracker().ifPresent(tracker -> where.append(" AND tracker = ?"));
        filter.entry().ifPresent(entry -> where.append(" AND entry = ?"));
        filter.since().ifPresent(since -> where.append(" AND decided >= ?"));
        if (!filter.results().isEmpty()) {
            where.append(filter.results().stream()
                    .map(result -> "?")
                    .collect(Collectors.joining(", ", " AND " + WORD + " IN (", ")")));
        }
        filter.waiting()
                .ifPresent(waiting -> where.append(waiting ? " AND " + IS_WAITING : " AND NOT (" + IS_WAITING + ")"));
        where.append(" ORDER BY id DESC LIMIT ?");
        return read(session -> {
            BoundStatement bound = session.bind(where.toString());
            if (before.isPresent()) {
                bound.with(before.getAsLong());
            }
            if (filter.ticket().isPresent()) {
                bound.with(filter.ticket().get());
            }
            if (filter.tracker().isPresent()) {
                bound.with(filter.tracker().get());
            }
            if (filter.entry().isPresent()) {
                bound.with(filter.entry().getAsLong());
            }
            if (filter.since().isPresent()) {
                bound.with(Micros.of(filter.since().get()));
            }
            for (String word : filter.results()) {
                bound.with(word);
            }
            return bound.with((long) limit).all(row -> new ShownMove(move(row), row.flag()));
        });
    }

    @Override
    public Map<String, Integer> waiting() throws IOException {
        record Waiting(String tracker, int moves) {}
        return read(session -> session.bind(WAITING).all(row -> new Waiting(row.text(), (int) row.number()))).stream()
                .collect(Collectors.toMap(Waiting::tracker, Waiting::moves));
    }

    @Override
    public Optional<String> reopen(Collection<Long> ids) {
        List<Long> all = List.copyOf(ids);
        return store.keep(session -> {
            int removed = 0;
            for (long id : all) {
                removed += session.bind(REOPEN).with(id).update();
            }
            return removed;
        });
    }

    @Override
    public void forget(Instant before) {
        store.offer(
                        Durability.PROCESS,
                        session -> session.bind(FORGET).with(Micros.of(before)).update())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("old moves of tickets not forgotten cause=\"{}\"", failure.toString());
                    }
                });
    }

    private static TicketMove move(Row row) throws SQLException {
        long id = row.number();
        MoveKey key = new MoveKey(row.text(), row.text(), row.text());
        MoveCause cause = new MoveCause(
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                Micros.instantIfAny(row),
                row.number(),
                row.number());
        String url = row.text();
        MoveTrack track = track(row);
        // A word that only a newer version knows: what it means is not known, but the move has ended.
        Optional<TicketResult> result = Optional.ofNullable(row.textOrNull())
                .map(word -> TicketResult.of(word).orElse(TicketResult.REJECTED));
        String note = row.text();
        Instant decided = Micros.instant(row.number());
        Optional<Instant> ended = Micros.instantIfAny(row);
        return new TicketMove(id, key, cause, url, track, result, note, decided, ended);
    }

    private static MoveTrack track(Row row) throws SQLException {
        MoveTrack atOnce = new MoveTrack(row.text(), row.text(), row.text(), row.text(), row.text());
        String way = row.text();
        // Records of an earlier version have no way.
        return way.isEmpty()
                ? atOnce
                : new MoveTrack(
                        atOnce.fromState(),
                        atOnce.toState(),
                        atOnce.from(),
                        atOnce.to(),
                        atOnce.transition(),
                        slugs(way));
    }

    private static String json(List<String> slugs) {
        JsonArray array = new JsonArray();
        slugs.forEach(array::add);
        return array.toString();
    }

    private static List<String> slugs(String json) {
        List<String> slugs = new ArrayList<>();
        for (JsonElement slug : JsonParser.parseString(json).getAsJsonArray()) {
            slugs.add(slug.getAsString());
        }
        return slugs;
    }

    private <T> T read(Query<T> query) throws IOException {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IOException("the ledger of tickets cannot be read", e);
        }
    }
}
