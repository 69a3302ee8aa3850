package dev.jenvoy.journal.sql;

import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Stores which operator asked for a redelivery or a cancellation, as rows of a delivery. */
public final class OperatorRequestRow {

    public static final String DELETE = "DELETE FROM request WHERE entry = ?";

    private static final String INSERT = "INSERT INTO request (entry, kind, at, way, address, name, part)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String SELECT =
            "SELECT kind, at, way, address, name, part FROM request WHERE entry = ? ORDER BY at";

    private OperatorRequestRow() {}

    /** Inserts a request, unless there is one of its kind. */
    public static void insert(Session session, long entry, OperatorRequest request) throws SQLException {
        session.bind(INSERT)
                .with(entry)
                .with(request.kind().name())
                .with(Micros.of(request.at()))
                .with(request.way().name())
                .with(request.address())
                .with(request.name().orElse(null))
                .with(request.part().orElse(null))
                .update();
    }

    public static List<OperatorRequest> read(Session session, long entry) throws SQLException {
        return session.bind(SELECT)
                .with(entry)
                .all(row -> new OperatorRequest(
                        OperatorRequest.Kind.valueOf(row.text()),
                        Micros.instant(row.number()),
                        OperatorRequest.Way.valueOf(row.text()),
                        row.text(),
                        Optional.ofNullable(row.textOrNull()),
                        Optional.ofNullable(row.textOrNull())));
    }
}
