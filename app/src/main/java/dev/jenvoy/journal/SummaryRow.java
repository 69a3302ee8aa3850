package dev.jenvoy.journal;

import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a summary from a row of {@link DeliveryRow#COLUMNS}, entry, redelivery, state, received, finished. */
final class SummaryRow {

    private static final String NAMES = "SELECT name FROM action WHERE entry = ? ORDER BY position";

    private SummaryRow() {}

    static Summary read(Session session, ResultSet row) throws SQLException {
        int after = DeliveryRow.COUNT;
        long entry = row.getLong(after + 1);
        long finished = row.getLong(after + 5);
        boolean ended = !row.wasNull();
        return new Summary(
                entry,
                DeliveryRow.key(row),
                DeliveryRow.facts(row),
                row.getInt(after + 2),
                DeliveryState.of(row.getInt(after + 3)),
                Micros.instant(row.getLong(after + 4)),
                ended ? Optional.of(Micros.instant(finished)) : Optional.empty(),
                names(session, entry));
    }

    private static List<String> names(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(NAMES);
        statement.setLong(1, entry);
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
