package dev.jenvoy.journal.postgres.partition;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.time.Micros;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old deliveries: partitions that are old as a whole are dropped, of others the old rows are deleted in small
 * transactions. What is unfinished stays, with the partition that it is in. Headers and payloads that a younger delivery
 * shares move to that one before.
 *
 * <p>One server at a time does so; another's call returns 0.
 */
@CheckReturnValue
public final class PartitionRetention {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** The most deliveries that are deleted in one transaction. */
    private static final int STEP = 500;

    private final JournalConnections connections;

    public PartitionRetention(JournalConnections connections) {
        this.connections = connections;
    }

    /** Returns what it uses, for what else is deleted in its time. */
    public JournalConnections connections() {
        return connections;
    }

    /**
     * Deletes deliveries that ended and were received before a time, oldest first. Blocks for one transaction or some.
     *
     * @param limit the most deliveries to delete one by one; a partition that is dropped may have had more
     * @return about how many were deleted; 0 if nothing is left to delete, or others kept this from being done now
     */
    public int deleteOlderThan(Instant time, int limit) {
        try (Connection connection = connections.open()) {
            return deleteOlderThan(connection, Micros.of(time), Math.min(limit, STEP));
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be changed", e);
        }
    }

    private static int deleteOlderThan(Connection connection, long before, int most) throws SQLException {
        ShortLocks locks = new ShortLocks(connection);
        List<PartitionRange> ranges = PartitionMaker.ranges(connection);
        for (PartitionRange range : ranges) {
            OldRange old = new OldRange(range, before);
            int dropped = old.isOld(connection) ? drop(locks, old) : 0;
            if (dropped > 0) {
                return dropped;
            }
            int deleted = old.hasOld(connection) ? rows(locks, range::partitionOf, before, most) : 0;
            if (deleted > 0) {
                return deleted;
            }
        }
        return rows(locks, PartitionRange::restOf, before, most);
    }

    private static int drop(ShortLocks locks, OldRange old) throws SQLException {
        while (locks.run(old::moveSome).orElse(false)) {
            // In transactions of their own, because the last one keeps everybody waiting.
        }
        long dropped = locks.run(old::drop).orElse(0L);
        if (dropped > 0) {
            LOG.info(
                    "partitions dropped low={} high={} deliveries={}",
                    old.range().low(),
                    old.range().high(),
                    dropped);
        }
        return (int) Math.min(dropped, Integer.MAX_VALUE);
    }

    private static int rows(ShortLocks locks, UnaryOperator<String> partition, long before, int most)
            throws SQLException {
        return locks.run(new OldRows(partition, before, most)::delete).orElse(0);
    }
}
