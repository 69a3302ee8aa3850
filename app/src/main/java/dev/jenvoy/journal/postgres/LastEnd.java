package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.postgres.scope.PostgresArrays;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.LastLine;
import dev.jenvoy.journal.sql.OutcomeRow;
import dev.jenvoy.journal.sql.StoredLogs;
import dev.jenvoy.journal.sql.Transitions;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.JointChange;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The end of a delivery's last action and of the delivery itself: what most deliveries end with. */
final class LastEnd implements JointChange<Ownership> {

    /** A fence is of one delivery alone. Without a join, so that the rows are found by their keys in any case. */
    private static final String GONE = "DELETE FROM work WHERE entry = ANY(?::bigint[]) AND part = 0"
            + " AND fence = ANY(?::bigint[]) RETURNING entry, fence, scopes,"
            + " EXISTS (SELECT 1 FROM work a WHERE a.entry = work.entry AND a.part = 2 AND a.owner IS NULL)";

    private static final String END = "WITH s AS (DELETE FROM work_scope WHERE scope = ANY(?::bigint[]) AND entry = ?),"
            + " a AS (UPDATE action SET state = " + ActionState.ENDED.code() + ", took = ?, (" + OutcomeRow.COLUMNS
            + ") = (?, ?, ?, ?, ?, ?, ?, ?) WHERE entry = ? AND position = ? AND starts = ? AND state = "
            + ActionState.RUNNING.code() + " RETURNING entry)"
            + " UPDATE delivery SET state = ?, finished = ? FROM a WHERE delivery.entry = ? AND "
            + StateSql.unfinished()
            + " AND NOT EXISTS (SELECT 1 FROM action WHERE action.entry = ? AND apart IS NULL AND position <> ?"
            + " AND state <= " + ActionState.RUNNING.code() + ")";

    private final SharedNews news;
    private final Attempt attempt;
    private final Outcome outcome;
    private final Instant at;
    private final Duration took;
    private final DeliveryState state;

    private boolean isFollowed;
    private Optional<PostgresTurnstiles.Passed> passed = Optional.empty();

    LastEnd(SharedNews news, Attempt attempt, Outcome outcome, Instant at, Duration took, DeliveryState state) {
        this.news = news;
        this.attempt = attempt;
        this.outcome = outcome;
        this.at = at;
        this.took = took;
        this.state = state;
    }

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Gone(long[] scopes, boolean isFollowed) {}

    @Override
    public List<Ownership> applyTogether(Session session, List<? extends JointChange<Ownership>> alike)
            throws SQLException {
        List<LastEnd> all = alike.stream().map(LastEnd.class::cast).toList();
        Map<Hold, Gone> gone = gone(session, all);
        List<Ownership> results = new ArrayList<>(all.size());
        PreparedStatement statement = session.prepared(END);
        List<LastEnd> kept = new ArrayList<>();
        for (LastEnd one : all) {
            Gone held = gone.remove(one.attempt.hold());
            if (held == null) {
                Optional<Part> part = HeldWork.partOf(session, one.attempt.entry(), one.attempt.position());
                results.add(HeldWork.refused(session, one.attempt.hold(), part, news.me(), news.born()));
            } else {
                one.isFollowed = held.isFollowed;
                one.bind(session.bind(END), held.scopes);
                statement.addBatch();
                kept.add(one);
                results.add(Ownership.KEPT);
            }
        }
        int[] counts = kept.isEmpty() ? new int[0] : statement.executeBatch();
        for (int at = 0; at < counts.length; at++) {
            if (counts[at] != 1) {
                throw new IllegalStateException(
                        "entry " + kept.get(at).attempt.entry() + " cannot end in its present state");
            }
        }
        for (LastEnd one : kept) {
            one.rest(session);
        }
        return results;
    }

    private static Map<Hold, Gone> gone(Session session, List<LastEnd> all) throws SQLException {
        PreparedStatement statement = session.prepared(GONE);
        PostgresArrays.bind(
                statement, 1, all.stream().mapToLong(one -> one.attempt.entry()).toArray());
        PostgresArrays.bind(
                statement,
                2,
                all.stream().mapToLong(one -> one.attempt.hold().fence()).toArray());
        Map<Hold, Gone> gone = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                gone.put(
                        new Hold(rows.getLong(1), rows.getLong(2)),
                        new Gone(PostgresArrays.numbers(rows, 3), rows.getBoolean(4)));
            }
        }
        return gone;
    }

    private void bind(BoundStatement statement, long[] scopes) throws SQLException {
        long entry = attempt.entry();
        statement.with(scopes).with(entry).with(Micros.of(took));
        OutcomeRow.bind(statement, outcome)
                .with(entry)
                .with(attempt.position())
                .with(attempt.number())
                .with(state.code())
                .with(Micros.of(at))
                .with(entry)
                .with(entry)
                .with(attempt.position());
    }

    /** What few ends have. */
    private void rest(Session session) throws SQLException {
        Transitions.Place place = new Transitions.Place(attempt.entry(), attempt.position());
        StoredLogs.insert(session, place, attempt.number(), outcome.log());
        LastLine.keep(session, place, outcome);
        passed = news.turnstiles().leave(session, attempt.entry(), attempt.position());
    }

    @Override
    public OptionalLong subject() {
        return OptionalLong.of(attempt.entry());
    }

    @Override
    public void recorded(Ownership ownership) {
        Hold hold = attempt.hold();
        news.recorded(
                ownership,
                hold,
                List.of(
                        new JournalEvent.Ended(attempt.entry(), attempt.position(), attempt.number(), outcome, took),
                        new JournalEvent.Finished(attempt.entry(), state)));
        if (ownership == Ownership.KEPT) {
            news.handover().ended(hold, Part.AWAITED);
        }
        passed.ifPresent(news.turnstiles()::tell);
        if (isFollowed) {
            news.tellOfWork();
        }
    }
}
