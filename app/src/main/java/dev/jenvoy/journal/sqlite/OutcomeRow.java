package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** How a run ended, as part of its row. */
final class OutcomeRow {

    static final String COLUMNS = "ending, returncode, truncated, error, stdout, stderr";

    private OutcomeRow() {}

    /** Sets the parameters for {@link #COLUMNS} from this one on. */
    static void set(PreparedStatement statement, int first, Outcome outcome) throws SQLException {
        statement.setString(first, outcome.ending().name());
        Integer returncode = outcome.returncode();
        if (returncode == null) {
            statement.setNull(first + 1, Types.INTEGER);
        } else {
            statement.setInt(first + 1, returncode);
        }
        statement.setInt(first + 2, outcome.truncated() ? 1 : 0);
        statement.setString(first + 3, outcome.error());
        statement.setString(first + 4, outcome.stdout());
        statement.setString(first + 5, outcome.stderr());
    }

    /** Reads {@link #COLUMNS} from this one on; empty while it runs. */
    static Optional<Outcome> read(ResultSet row, int first) throws SQLException {
        String ending = row.getString(first);
        if (ending == null) {
            return Optional.empty();
        }
        int returncode = row.getInt(first + 1);
        boolean returned = !row.wasNull();
        return Optional.of(new Outcome(
                Ending.valueOf(ending),
                returned ? returncode : null,
                row.getString(first + 4),
                row.getString(first + 5),
                row.getInt(first + 2) != 0,
                row.getString(first + 3)));
    }
}
