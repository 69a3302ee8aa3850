package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Planned;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what earlier servers left, and counts the death of the last one if it did not end in order. */
final class UnfinishedClaim implements Change<List<UnfinishedDelivery>> {

    private static final String SUSPECT = "UPDATE delivery SET suspect = 1 WHERE state <= 1 AND state = 1";
    private static final String DEATH = "UPDATE delivery SET deaths = deaths + 1 WHERE state <= 1 AND alone = 1";
    private static final String TOGETHER = "UPDATE delivery SET alone = 0 WHERE state <= 1 AND alone = 1";
    private static final String UNFINISHED = "SELECT " + DeliveryRow.COLUMNS
            + ", delivery.entry, redelivery, received, digest, suspect, deaths, cancel, kept.entry, kept.size, kept.file"
            + " FROM delivery JOIN content ON content.entry = delivery.entry"
            + " JOIN content AS kept ON kept.entry = coalesce(content.keeper, content.entry)"
            + " WHERE state <= 1 ORDER BY delivery.entry";
    private static final String ACTIONS = "SELECT action.position, kind, name, concurrency, retries, rerun, state,"
            + " starts, due, attempt, token, began, " + OutcomeRow.COLUMNS
            + " FROM action LEFT JOIN run ON run.entry = action.entry AND run.position = action.position"
            + " AND run.attempt = CASE state WHEN 3 THEN 0 ELSE starts END"
            + " WHERE action.entry = ? ORDER BY action.position";

    private static final String STOPS =
            "SELECT began + took FROM run" + " WHERE entry = ? AND position = ? AND stopped = 1 ORDER BY attempt";

    private final StoredPayloads bodies;
    private final boolean died;
    private final Listeners news;

    UnfinishedClaim(StoredPayloads bodies, boolean died, Listeners news) {
        this.bodies = bodies;
        this.died = died;
        this.news = news;
    }

    @Override
    public void recorded(List<UnfinishedDelivery> all) {
        all.forEach(one -> news.tell(new JournalEvent.Claimed(one)));
    }

    @Override
    public List<UnfinishedDelivery> apply(Session session) throws SQLException {
        if (died) {
            session.run(SUSPECT);
            session.run(DEATH);
        }
        session.run(TOGETHER);
        List<UnfinishedDelivery> all = new ArrayList<>();
        try (ResultSet row = session.prepared(UNFINISHED).executeQuery()) {
            while (row.next()) {
                all.add(abandoned(session, row));
            }
        }
        return all;
    }

    private UnfinishedDelivery abandoned(Session session, ResultSet row) throws SQLException {
        int after = DeliveryRow.COUNT;
        long entry = row.getLong(after + 1);
        Facts facts = DeliveryRow.facts(row);
        Delivery delivery = new Delivery(
                DeliveryRow.key(row),
                facts,
                bodies.payload(row.getLong(after + 8), row.getLong(after + 9), row.getString(after + 10)),
                PayloadDigest.known(row.getString(after + 4)),
                Micros.instant(row.getLong(after + 3)));
        List<PlannedStep> steps = new ArrayList<>();
        List<UnfinishedDelivery.Progress> progress = new ArrayList<>();
        PreparedStatement actions = session.prepared(ACTIONS);
        actions.setLong(1, entry);
        try (ResultSet action = actions.executeQuery()) {
            while (action.next()) {
                steps.add(new PlannedStep(action.getInt(1), planned(action), action.getInt(8)));
                progress.add(progress(session, entry, action));
            }
        }
        return new UnfinishedDelivery(
                new Entry(entry, delivery, row.getInt(after + 2), steps),
                progress,
                row.getInt(after + 5) != 0,
                row.getInt(after + 6),
                row.getInt(after + 7) != 0);
    }

    private static List<Instant> stops(Session session, long entry, int position) throws SQLException {
        PreparedStatement statement = session.prepared(STOPS);
        statement.setLong(1, entry);
        statement.setInt(2, position);
        List<Instant> stops = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                stops.add(Micros.instant(row.getLong(1)));
            }
        }
        return stops;
    }

    /** Reads the columns kind, name, concurrency, retries, rerun from the second. */
    static Planned planned(ResultSet action) throws SQLException {
        return new Planned(
                action.getString(2),
                action.getString(3),
                new Policy(Policy.Concurrency.valueOf(action.getString(4)), action.getInt(5), action.getInt(6) != 0));
    }

    private static UnfinishedDelivery.Progress progress(Session session, long entry, ResultSet action)
            throws SQLException {
        ActionState state = ActionState.of(action.getInt(7));
        if (state == ActionState.WAITING) {
            long due = action.getLong(9);
            return action.wasNull()
                    ? new UnfinishedDelivery.Progress.Waiting(Optional.empty(), List.of())
                    : new UnfinishedDelivery.Progress.Waiting(
                            Optional.of(Micros.instant(due)), stops(session, entry, action.getInt(1)));
        }
        if (state == ActionState.RUNNING) {
            return new UnfinishedDelivery.Progress.Running(
                    action.getInt(10), action.getString(11), Micros.instant(action.getLong(12)));
        }
        return new UnfinishedDelivery.Progress.Ended(
                action.getInt(10),
                OutcomeRow.read(action, 13).orElseThrow(() -> new SQLException("an ended action without run")));
    }
}
