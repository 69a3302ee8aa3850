package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A delivery's row in a list, and what is told there of its actions. */
final class SummaryRow {

    /** The columns that {@link #read} reads, from the first. */
    static final String COLUMNS =
            DeliveryRow.COLUMNS + ", delivery.entry, redelivery, state, received, finished, cancel";

    static final int COUNT = DeliveryRow.COUNT + 6;

    /** Each action with its last run, where it has one: of one that was dropped that is run 0. */
    private static final String ACTIONS = "SELECT name, state, ending, returncode FROM action"
            + " LEFT JOIN run ON run.entry = action.entry AND run.position = action.position"
            + " AND run.attempt = CASE state WHEN 3 THEN 0 ELSE starts END"
            + " WHERE action.entry = ? ORDER BY action.position";

    private static final String BEGAN = "SELECT min(began) FROM run WHERE entry = ? AND attempt > 0";

    private SummaryRow() {}

    static DeliverySummary read(Session session, ResultSet row) throws SQLException {
        int after = DeliveryRow.COUNT;
        long entry = row.getLong(after + 1);
        DeliveryState state = DeliveryState.of(row.getInt(after + 3));
        List<DeliverySummary.ActionSummary> actions = new ArrayList<>();
        PreparedStatement statement = session.prepared(ACTIONS);
        statement.setLong(1, entry);
        try (ResultSet action = statement.executeQuery()) {
            while (action.next()) {
                ActionState stands = ActionState.of(action.getInt(2));
                boolean over = stands == ActionState.ENDED || stands == ActionState.DROPPED;
                actions.add(new DeliverySummary.ActionSummary(
                        action.getString(1), stands, over ? Optional.of(status(action)) : Optional.empty()));
            }
        }
        return new DeliverySummary(
                entry,
                DeliveryRow.key(row),
                DeliveryRow.facts(row),
                row.getInt(after + 2),
                state,
                Micros.instant(row.getLong(after + 4)),
                time(row, after + 5),
                actions.isEmpty() || state == DeliveryState.QUEUED ? Optional.empty() : began(session, entry),
                actions,
                row.getInt(after + 6) != 0);
    }

    private static Status status(ResultSet action) throws SQLException {
        int returncode = action.getInt(4);
        boolean returned = !action.wasNull();
        return Status.of(Ending.valueOf(action.getString(3)), returned ? returncode : null);
    }

    private static Optional<Instant> began(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(BEGAN);
        statement.setLong(1, entry);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? time(row, 1) : Optional.empty();
        }
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }
}
