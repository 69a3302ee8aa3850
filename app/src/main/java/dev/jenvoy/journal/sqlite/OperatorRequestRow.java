package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who asked for what, as rows of a delivery. */
final class OperatorRequestRow {

    static final String DELETE = "DELETE FROM request WHERE entry = ?";

    private static final String INSERT =
            "INSERT OR IGNORE INTO request (entry, kind, at, way, address) VALUES (?, ?, ?, ?, ?)";
    private static final String SELECT = "SELECT kind, at, way, address FROM request WHERE entry = ? ORDER BY at";

    private OperatorRequestRow() {}

    /** The first of each kind stays. */
    static void insert(Session session, long entry, OperatorRequest request) throws SQLException {
        PreparedStatement statement = session.prepared(INSERT);
        statement.setLong(1, entry);
        statement.setString(2, request.kind().name());
        statement.setLong(3, Micros.of(request.at()));
        statement.setString(4, request.way().name());
        statement.setString(5, request.address());
        statement.executeUpdate();
    }

    static List<OperatorRequest> read(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(SELECT);
        statement.setLong(1, entry);
        List<OperatorRequest> requests = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                requests.add(new OperatorRequest(
                        OperatorRequest.Kind.valueOf(row.getString(1)),
                        Micros.instant(row.getLong(2)),
                        OperatorRequest.Way.valueOf(row.getString(3)),
                        row.getString(4)));
            }
        }
        return requests;
    }
}
