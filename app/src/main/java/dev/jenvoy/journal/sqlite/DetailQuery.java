package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything of one delivery. */
final class DetailQuery {

    private static final String DELIVERY = "SELECT " + DeliveryRow.COLUMNS
            + ", delivery.entry, redelivery, state, received, finished, cancel, digest, reason,"
            + " kept.entry, kept.headers, kept.size, kept.file"
            + " FROM delivery LEFT JOIN content ON content.entry = delivery.entry"
            + " LEFT JOIN content AS kept ON kept.entry = coalesce(content.keeper, content.entry)"
            + " WHERE delivery.entry = ?";
    private static final String ACTIONS =
            "SELECT position, kind, name, concurrency, retries, rerun, state, due FROM action"
                    + " WHERE entry = ? ORDER BY position";
    private static final String RUNS = "SELECT position, attempt, began, took, " + OutcomeRow.COLUMNS
            + " FROM run WHERE entry = ? ORDER BY number";

    private final StoredPayloads bodies;

    DetailQuery(StoredPayloads bodies) {
        this.bodies = bodies;
    }

    Optional<DeliveryDetail> run(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(DELIVERY);
        statement.setLong(1, entry);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(detail(session, row, entry)) : Optional.empty();
        }
    }

    private DeliveryDetail detail(Session session, ResultSet row, long entry) throws SQLException {
        int after = SummaryRow.COUNT;
        long keeper = row.getLong(after + 3);
        String headers = row.getString(after + 4);
        Optional<Payload> payload = headers == null
                ? Optional.empty()
                : Optional.of(bodies.payload(keeper, row.getLong(after + 5), row.getString(after + 6)));
        return new DeliveryDetail(
                SummaryRow.read(session, row),
                headers == null
                        ? new StoredRequest(Map.of())
                        : KeptRequest.keptBy(keeper, StoredHeadersJson.parse(headers)),
                payload.isPresent() ? Optional.of(PayloadDigest.known(row.getString(after + 1))) : Optional.empty(),
                payload,
                actions(session, entry),
                Optional.ofNullable(row.getString(after + 2)),
                OperatorRequestRow.read(session, entry));
    }

    private static List<DeliveryDetail.ActionDetail> actions(Session session, long entry) throws SQLException {
        Map<Integer, List<RecordedRun>> runs = runs(session, entry);
        PreparedStatement statement = session.prepared(ACTIONS);
        statement.setLong(1, entry);
        List<DeliveryDetail.ActionDetail> actions = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long due = row.getLong(8);
                boolean isDue = !row.wasNull();
                actions.add(new DeliveryDetail.ActionDetail(
                        UnfinishedClaim.planned(row),
                        ActionState.of(row.getInt(7)),
                        isDue ? Optional.of(Micros.instant(due)) : Optional.empty(),
                        runs.getOrDefault(row.getInt(1), List.of())));
            }
        }
        return actions;
    }

    private static Map<Integer, List<RecordedRun>> runs(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(RUNS);
        statement.setLong(1, entry);
        Map<Integer, List<RecordedRun>> runs = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long took = row.getLong(4);
                boolean ended = !row.wasNull();
                RecordedRun run = new RecordedRun(
                        row.getInt(2),
                        Micros.instant(row.getLong(3)),
                        ended ? Optional.of(Micros.duration(took)) : Optional.empty(),
                        OutcomeRow.read(row, 5));
                runs.computeIfAbsent(row.getInt(1), position -> new ArrayList<>())
                        .add(run);
            }
        }
        return runs;
    }
}
