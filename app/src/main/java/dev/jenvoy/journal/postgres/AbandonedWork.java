package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.postgres.WorkRelease;
import dev.jenvoy.journal.DeliveryState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Lets others have what a server held that is no more. All of it at once, so that no server sees a queue of which only the
 * beginning is free. Does nothing the second time.
 */
public final class AbandonedWork implements WorkRelease {

    // In this order everybody locks: what is held before what it is of.
    private static final String LOCK = "SELECT entry FROM work WHERE owner = ? ORDER BY entry, part FOR UPDATE";
    private static final String SUSPECT = "UPDATE delivery SET suspect = 1 WHERE state = "
            + DeliveryState.RUNNING.code() + " AND entry IN (SELECT entry FROM work WHERE owner = ? AND part = 0)";
    private static final String DEATH =
            "UPDATE delivery SET deaths = deaths + 1 WHERE entry IN (SELECT entry FROM work WHERE owner = ? AND alone)";
    private static final String FREE = "UPDATE work SET owner = NULL, fence = NULL, alone = false WHERE owner = ?";

    @Override
    public void afterDeath(Connection connection, int server) throws SQLException {
        run(connection, server, LOCK, SUSPECT, DEATH, FREE);
    }

    @Override
    public void afterLeaving(Connection connection, int server) throws SQLException {
        run(connection, server, LOCK, FREE);
    }

    private static void run(Connection connection, int server, String... statements) throws SQLException {
        for (String sql : statements) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, server);
                boolean unusedRows = statement.execute();
            }
        }
    }
}
