package dev.jenvoy.journal.postgres.piece;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.journal.postgres.partition.JournalConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Deletes pieces that no delivery names: their server died before it appended one. Those that began to arrive within the last
 * hour stay, by the clock of this machine, because their delivery may come. Must be used by one thread at a time.
 */
@CheckReturnValue
public final class OrphanedPieces {

    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final String DELETE = "WITH orphan AS MATERIALIZED (SELECT entry, blob FROM piece"
            + " WHERE n = 0 AND entry >= ? AND entry < ?"
            + " AND NOT EXISTS (SELECT 1 FROM content WHERE content.file = piece.entry || '/' || piece.blob))"
            + " DELETE FROM piece USING orphan WHERE piece.entry = orphan.entry AND piece.blob = orphan.blob";

    private final JournalConnections connections;
    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long cleanBelow;

    /** What the last number was, and when. */
    private record Sample(long nanos, long entry) {}

    /** @param nanos a clock like {@link System#nanoTime} */
    public OrphanedPieces(JournalConnections connections, LongSupplier nanos) {
        this.connections = connections;
        this.nanos = nanos;
    }

    /** Deletes what has been without a delivery for an hour; to be called about each minute. Returns how many pieces. Blocks. */
    public int delete() throws SQLException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(true);
            OptionalLong before = before(connection);
            if (before.isEmpty() || before.getAsLong() <= cleanBelow) {
                return 0;
            }
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                statement.setLong(1, cleanBelow);
                statement.setLong(2, before.getAsLong());
                int deleted = statement.executeUpdate();
                cleanBelow = before.getAsLong();
                return deleted;
            }
        }
    }

    /** Returns the last number of an hour ago; empty before an hour has passed. */
    private OptionalLong before(Connection connection) throws SQLException {
        OptionalLong before = OptionalLong.empty();
        long now = nanos.getAsLong();
        while (!samples.isEmpty() && now - samples.element().nanos() >= PATIENCE.toNanos()) {
            before = OptionalLong.of(samples.remove().entry());
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT last_value FROM entry_no")) {
            if (rows.next()) {
                samples.add(new Sample(now, rows.getLong(1)));
            }
        }
        return before;
    }
}
