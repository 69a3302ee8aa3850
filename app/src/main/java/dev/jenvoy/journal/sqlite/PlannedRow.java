package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Planned;
import dev.jenvoy.store.Row;
import java.sql.SQLException;

/** Reads a planned action, as part of the action's row. */
final class PlannedRow {

    static final String COLUMNS = "kind, name, concurrency, retries, rerun";

    private PlannedRow() {}

    /** Reads {@link #COLUMNS}. */
    static Planned read(Row row) throws SQLException {
        return new Planned(
                row.text(), row.text(), new Policy(Policy.Concurrency.valueOf(row.text()), row.count(), row.flag()));
    }
}
