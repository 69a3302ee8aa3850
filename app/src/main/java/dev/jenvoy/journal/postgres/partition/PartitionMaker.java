package dev.jenvoy.journal.postgres.partition;

import com.google.errorprone.annotations.CheckReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes partitions before they are needed. Any server may do so at any time. */
@CheckReturnValue
public final class PartitionMaker {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String LAST = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM entry_no";

    private static final String PER_DAY = "SELECT (? - reached) * 86400.0"
            + " / greatest(extract(epoch FROM clock_timestamp() - made), 60) FROM partition_range"
            + " ORDER BY made < clock_timestamp() - interval '1 day' DESC,"
            + " CASE WHEN made < clock_timestamp() - interval '1 day' THEN made END DESC, made LIMIT 1";

    private static final String REGISTER = "INSERT INTO partition_range (low, high, reached) VALUES (?, ?, ?)";

    /** A row of the partition for the rest would belong into the new one. */
    private static final String IN_THE_WAY = "23514";

    private final JournalConnections connections;

    public PartitionMaker(JournalConnections connections) {
        this.connections = connections;
    }

    /**
     * Makes what is missing, so that two ranges without a number are there. Returns whether they are; if not, another server is at
     * it, or a lock could not be had: call it again. Blocks for some tenths of a second, mostly for a query only.
     */
    public boolean makeAhead() throws SQLException {
        try (Connection connection = connections.open()) {
            if (plan(connection).next().isEmpty()) {
                return true;
            }
            ShortLocks locks = new ShortLocks(connection);
            Optional<PartitionRange> made;
            do {
                made = locks.run(PartitionMaker::makeNext).flatMap(range -> range);
                made.ifPresent(range -> LOG.info("partitions made low={} high={}", range.low(), range.high()));
            } while (made.isPresent());
            boolean isEnough = plan(connection).next().isEmpty();
            connection.rollback();
            return isEnough;
        }
    }

    /**
     * Makes ranges for all entries up to one, for a journal that is copied into empty tables, and two ahead.
     *
     * @param first the lowest entry
     * @param last the highest entry
     */
    public void cover(long first, long last) throws SQLException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            long width = Math.max(PartitionPlan.narrowest(), (last - first) / 20);
            for (long low = first; low <= last; low += width) {
                make(connection, new PartitionRange(low, low + width), last);
                connection.commit();
            }
        }
    }

    private static Optional<PartitionRange> makeNext(Connection connection) throws SQLException {
        PartitionPlan plan = plan(connection);
        Optional<PartitionRange> next = plan.next();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        var before = connection.setSavepoint();
        try {
            make(connection, next.get(), plan.last());
            return next;
        } catch (SQLException e) {
            if (!IN_THE_WAY.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            PartitionRange beyond =
                    plan.beyond(number(connection, "SELECT coalesce(max(entry), 0) FROM delivery_rest"));
            make(connection, beyond, plan.last());
            return Optional.of(beyond);
        }
    }

    private static PartitionPlan plan(Connection connection) throws SQLException {
        long last = number(connection, LAST);
        double perDay = 0;
        try (PreparedStatement statement = connection.prepareStatement(PER_DAY)) {
            statement.setLong(1, last);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    perDay = rows.getDouble(1);
                }
            }
        }
        return new PartitionPlan(ranges(connection), last, perDay);
    }

    /** Returns the ranges, the lowest first. */
    static List<PartitionRange> ranges(Connection connection) throws SQLException {
        List<PartitionRange> ranges = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT low, high FROM partition_range ORDER BY low");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ranges.add(new PartitionRange(rows.getLong(1), rows.getLong(2)));
            }
        }
        return ranges;
    }

    /** Attaches tables that are complete: what others do meanwhile waits only for the moment of attaching. */
    private static void make(Connection connection, PartitionRange range, long last) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : PartitionedTables.NAMES) {
                statement.execute("CREATE TABLE " + range.partitionOf(table) + " (LIKE " + table + " INCLUDING ALL)");
            }
            for (String table : PartitionedTables.NAMES) {
                statement.execute("ALTER TABLE " + table + " ATTACH PARTITION " + range.partitionOf(table)
                        + " FOR VALUES FROM (" + range.low() + ") TO (" + range.high() + ")");
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            statement.setLong(1, range.low());
            statement.setLong(2, range.high());
            statement.setLong(3, last);
            statement.executeUpdate();
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getLong(1);
        }
    }
}
