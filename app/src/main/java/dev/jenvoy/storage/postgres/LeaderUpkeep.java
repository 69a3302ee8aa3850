package dev.jenvoy.storage.postgres;

import dev.jenvoy.cluster.Member;
import dev.jenvoy.journal.postgres.partition.JournalConnections;
import dev.jenvoy.journal.postgres.piece.OrphanedPieces;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one server does for all each minute: the one that leads. Deletes pieces of payloads without a delivery, and what only
 * programs need that do not run any more. Must be used by one thread at a time.
 */
final class LeaderUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String OLDEST_PROGRAM = "SELECT min(program) FROM server WHERE " + Member.State.THERE;

    private final JournalConnections connections;
    private final OrphanedPieces orphans;

    /** @param nanos a clock like {@link System#nanoTime} */
    LeaderUpkeep(JournalConnections connections, LongSupplier nanos) {
        this.connections = connections;
        this.orphans = new OrphanedPieces(connections, nanos);
    }

    /** Does it. Blocks. Never fails: what was not done is done the next time. */
    void look() {
        try {
            int deleted = orphans.delete();
            if (deleted > 0) {
                LOG.info("pieces without a delivery deleted pieces={}", deleted);
            }
            contract();
        } catch (SQLException e) {
            LOG.warn("the database is tidied later cause=\"{}\"", e.getMessage());
        }
    }

    private void contract() throws SQLException {
        try (Connection connection = connections.open()) {
            SchemaVersion version =
                    SchemaMigration.contract(connection, DatabaseTables.SCHEMA, oldestProgram(connection), false);
            LOG.trace("tables contracted version={}", version.contracted());
        }
    }

    private static int oldestProgram(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST_PROGRAM);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
