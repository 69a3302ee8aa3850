package dev.jenvoy.journal.postgres.partition;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * Drops the partitions of one range, if nothing in it is needed.
 *
 * @param before the time in microseconds before which a delivery is old
 */
record OldRange(PartitionRange range, long before) {

    /** The most shared headers and payloads that are moved in one transaction. */
    private static final int SOME = 100;

    private static final String IS_USED = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END < ? FROM entry_no";

    private static final String IS_UNFINISHED = "SELECT EXISTS (SELECT 1 FROM work WHERE entry >= ? AND entry < ?)";

    /** Somebody may be about to read what an unfinished delivery of another range shares. */
    private static final String IS_READ = "SELECT EXISTS (SELECT 1 FROM work JOIN content AS share USING (entry)"
            + " LEFT JOIN content AS kept ON kept.entry = share.keeper WHERE share.keeper >= ? AND share.keeper < ?"
            + " OR split_part(coalesce(share.file, kept.file), '/', 1)::bigint >= ?"
            + " AND split_part(coalesce(share.file, kept.file), '/', 1)::bigint < ?)";

    /** Those that a younger delivery shares: its row takes them over, and the rows of the other shares name it. */
    private static final String INHERIT = "WITH shared AS MATERIALIZED (SELECT keeper, min(entry) AS heir FROM content"
            + " WHERE keeper >= ? AND keeper < ? AND entry >= ? GROUP BY keeper LIMIT ?),"
            + " moved AS (UPDATE content AS heir SET headers = kept.headers, body = kept.body, file = kept.file,"
            + " keeper = NULL FROM shared JOIN content AS kept ON kept.entry = shared.keeper"
            + " WHERE heir.entry = shared.heir RETURNING heir.entry)"
            + " UPDATE content AS other SET keeper = shared.heir FROM shared"
            + " WHERE other.keeper = shared.keeper AND other.entry > shared.heir";

    private static final String SHARED =
            "SELECT count(DISTINCT keeper) FROM content" + " WHERE keeper >= ? AND keeper < ? AND entry >= ?";

    /** Payloads whose first piece arrived in this range, and that a younger delivery has. */
    private static final String MOVE_PIECES = "WITH foreign_one AS MATERIALIZED ("
            + "SELECT content.entry AS heir, piece.entry, piece.blob, content.file"
            + " FROM piece JOIN content ON content.file = piece.entry || '/' || piece.blob"
            + " WHERE piece.entry >= ? AND piece.entry < ? AND piece.n = 0 AND content.entry >= ? LIMIT ?),"
            + " renamed AS (UPDATE content SET file = foreign_one.heir || '/' || foreign_one.blob FROM foreign_one"
            + " WHERE content.entry = foreign_one.heir)"
            + " UPDATE piece SET entry = foreign_one.heir FROM foreign_one"
            + " WHERE piece.entry = foreign_one.entry AND piece.blob = foreign_one.blob";

    /** Returns whether nothing in the range is young or unfinished, and no number of it will be given any more. */
    boolean isOld(Connection connection) throws SQLException {
        return !is(connection, IS_USED, range.high())
                && !is(connection, IS_UNFINISHED, range.low(), range.high())
                && !is(connection, IS_READ, range.low(), range.high(), range.low(), range.high())
                && !is(
                        connection,
                        "SELECT EXISTS (SELECT 1 FROM " + range.partitionOf("delivery")
                                + " WHERE state > 1 AND received >= ?)",
                        before);
    }

    /** Returns whether there is anything old in the range. */
    boolean hasOld(Connection connection) throws SQLException {
        return is(
                connection,
                "SELECT EXISTS (SELECT 1 FROM " + range.partitionOf("delivery") + " WHERE state > 1 AND received < ?)",
                before);
    }

    /** Moves some of what younger deliveries share; returns whether there was any. */
    boolean moveSome(Connection connection) throws SQLException {
        boolean isShared = is(connection, "SELECT (" + SHARED + ") > 0", range.low(), range.high(), range.high());
        if (isShared) {
            update(connection, INHERIT);
        }
        return update(connection, MOVE_PIECES) > 0 || isShared;
    }

    /**
     * Drops the partitions, unless something in the range became needed meanwhile. Everybody else waits for this
     * transaction.
     *
     * @return about how many deliveries were dropped, at least 1; 0 if it is needed
     */
    long drop(Connection connection) throws SQLException {
        long deliveries = Math.max(
                1,
                PartitionMaker.number(
                        connection,
                        "SELECT reltuples::bigint FROM pg_class WHERE oid = '" + range.partitionOf("delivery")
                                + "'::regclass"));
        try (Statement statement = connection.createStatement()) {
            // All that write begin with this one.
            statement.execute("LOCK TABLE ONLY delivery IN ACCESS EXCLUSIVE MODE");
            statement.execute(
                    "LOCK TABLE ONLY " + String.join(", ONLY ", PartitionedTables.NAMES) + " IN ACCESS EXCLUSIVE MODE");
            if (!isOld(connection) || moveSome(connection)) {
                return 0;
            }
            statement.execute("DROP TABLE "
                    + PartitionedTables.NAMES.stream().map(range::partitionOf).collect(Collectors.joining(", ")));
            statement.execute("DELETE FROM partition_range WHERE low = " + range.low());
            return deliveries;
        }
    }

    private int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, range.low());
            statement.setLong(2, range.high());
            statement.setLong(3, range.high());
            statement.setInt(4, SOME);
            return statement.executeUpdate();
        }
    }

    private static boolean is(Connection connection, String sql, long... numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < numbers.length; i++) {
                statement.setLong(i + 1, numbers[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
