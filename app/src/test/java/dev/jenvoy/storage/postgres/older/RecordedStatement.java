package dev.jenvoy.storage.postgres.older;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a program sent to PostgreSQL.
 *
 * @param session the number of its connection among those that were recorded
 * @param values of its parameters, as the database writes them
 */
record RecordedStatement(int session, String sql, List<@Nullable String> values) {

    /** Sends it as that program did. */
    void replay(Connection connection) throws SQLException {
        // The driver numbered the parameters in the order of their places.
        String asked = values.isEmpty() ? sql : sql.replaceAll("\\$[0-9]+", "?");
        try (PreparedStatement statement = connection.prepareStatement(asked)) {
            for (int at = 0; at < values.size(); at++) {
                // The database finds the type, as it does for the program's values where it can.
                statement.setObject(at + 1, values.get(at), Types.OTHER);
            }
            statement.execute();
        }
    }
}
