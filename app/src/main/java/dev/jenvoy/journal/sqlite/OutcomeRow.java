package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import java.sql.SQLException;
import java.util.Optional;

/** Stores how an attempt ended as part of its row. */
final class OutcomeRow {

    static final String COLUMNS = "ending, returncode, stdout, stderr, truncated, error";

    private OutcomeRow() {}

    /** Binds {@link #COLUMNS}. */
    static BoundStatement bind(BoundStatement statement, Outcome outcome) throws SQLException {
        return statement
                .with(outcome.ending().name())
                .with(outcome.returncode())
                .with(outcome.stdout())
                .with(outcome.stderr())
                .with(outcome.truncated())
                .with(outcome.error());
    }

    /** Reads {@link #COLUMNS}, which are the last of their row; empty while the attempt runs. */
    static Optional<Outcome> read(Row row) throws SQLException {
        String ending = row.textOrNull();
        if (ending == null) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(
                Ending.valueOf(ending), row.countOrNull(), row.text(), row.text(), row.flag(), row.textOrNull()));
    }
}
