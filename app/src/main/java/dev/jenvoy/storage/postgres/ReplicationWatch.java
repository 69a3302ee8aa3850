package dev.jenvoy.storage.postgres;

import dev.jenvoy.storage.JournalOptions.Replicated;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Watches whether commits wait for a standby where that is required. Safe for use by several threads. */
final class ReplicationWatch {

    private static final String STANDBYS = "SELECT current_setting('synchronous_standby_names')";

    private final Replicated replicated;
    private volatile boolean isAlone;

    ReplicationWatch(Replicated replicated) {
        this.replicated = replicated;
    }

    /** Looks at the setting. Blocks for one statement. */
    void look(Connection connection) throws SQLException {
        if (replicated != Replicated.REQUIRED) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(STANDBYS);
                ResultSet row = statement.executeQuery()) {
            isAlone = row.next() && row.getString(1).isBlank();
        }
    }

    /** Returns why nothing may be accepted now, in words. Never waits. */
    Optional<String> trouble() {
        return isAlone
                ? Optional.of("the database waits for no standby, and journal.replicated requires one")
                : Optional.empty();
    }
}
