package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.sql.payload.KeptRequest;
import dev.jenvoy.journal.sql.payload.StoredHeadersJson;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Reads one delivery with everything that it caused. */
public final class DetailQuery {

    private static final String DELIVERY = "SELECT " + SummaryRow.COLUMNS
            + ", digest, reason, kept.entry, kept.headers, kept.size, kept.file"
            + " FROM delivery LEFT JOIN content ON content.entry = delivery.entry"
            + " LEFT JOIN content AS kept ON kept.entry = coalesce(content.keeper, content.entry)"
            + " WHERE delivery.entry = ?";
    private static final String ACTIONS =
            "SELECT position, " + PlannedRow.COLUMNS + ", state, due FROM action WHERE entry = ? ORDER BY position";
    private static final String RUNS = "SELECT attempt, began, took, " + OutcomeRow.COLUMNS
            + " FROM run WHERE entry = ? AND position = ? ORDER BY last, attempt";

    private final StoredPayloads bodies;

    DetailQuery(StoredPayloads bodies) {
        this.bodies = bodies;
    }

    Optional<DeliveryDetail> run(Session session, long entry) throws SQLException {
        return session.bind(DELIVERY).with(entry).first(row -> detail(session, row, entry));
    }

    private DeliveryDetail detail(Session session, Row row, long entry) throws SQLException {
        DeliverySummary summary = SummaryRow.read(session, row);
        String digest = row.text();
        Optional<String> reason = Optional.ofNullable(row.textOrNull());
        long keeper = row.number();
        String headers = row.textOrNull();
        return new DeliveryDetail(
                summary,
                headers == null
                        ? new StoredRequest(Map.of())
                        : KeptRequest.keptBy(keeper, StoredHeadersJson.parse(headers)),
                headers == null ? Optional.empty() : Optional.of(PayloadDigest.known(digest)),
                headers == null
                        ? Optional.empty()
                        : Optional.of(bodies.payload(keeper, row.number(), row.textOrNull())),
                session.bind(ACTIONS).with(entry).all(action -> action(session, entry, action)),
                reason,
                OperatorRequestRow.read(session, entry));
    }

    private static DeliveryDetail.ActionDetail action(Session session, long entry, Row row) throws SQLException {
        int position = row.count();
        return new DeliveryDetail.ActionDetail(
                PlannedRow.read(row),
                ActionState.of(row.count()),
                Micros.instantIfAny(row),
                session.bind(RUNS).with(entry).with(position).all(DetailQuery::run));
    }

    private static RecordedRun run(Row row) throws SQLException {
        return new RecordedRun(
                row.count(), Micros.instant(row.number()), Micros.durationIfAny(row), OutcomeRow.read(row));
    }
}
