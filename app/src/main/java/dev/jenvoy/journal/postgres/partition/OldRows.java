package dev.jenvoy.journal.postgres.partition;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Deletes the old deliveries of one range, some at a time, with all their rows.
 *
 * @param partition the name of a table's partition
 * @param before the time in microseconds before which a delivery is old
 * @param most the most deliveries in one transaction
 */
record OldRows(UnaryOperator<String> partition, long before, int most) {

    private static final String KEEPERS =
            "SELECT DISTINCT keeper FROM content WHERE entry = ANY (?) AND keeper IS NOT NULL";

    /** An append that begins to share a row locks it: then its share is seen afterwards, or it finds no row. */
    private static final String LOCK = "SELECT entry FROM content WHERE entry = ANY (?) ORDER BY entry FOR UPDATE";

    private static final String DELETE_UNNEEDED = "DELETE FROM content AS kept WHERE entry = ANY (?) AND keeper IS NULL"
            + " AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.entry = kept.entry)"
            + " AND NOT EXISTS (SELECT 1 FROM content AS share WHERE share.keeper = kept.entry) RETURNING file";

    private static final String DELETE_PIECES = "DELETE FROM piece USING unnest(?::text[]) AS file"
            + " WHERE piece.entry = split_part(file, '/', 1)::bigint AND piece.blob = split_part(file, '/', 2)::uuid";

    /** Returns how many were deleted. */
    int delete(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // What a crash undoes is old still.
            statement.execute("SET LOCAL synchronous_commit = off");
        }
        List<Long> old = old(connection);
        if (old.isEmpty()) {
            return 0;
        }
        TreeSet<Long> keepers = new TreeSet<>(old);
        keepers.addAll(numbers(connection, KEEPERS, array(connection, old)));
        Array locked = array(connection, keepers);
        List<Long> unusedLocks = numbers(connection, LOCK, locked);
        Array entries = array(connection, old);
        for (String table : PartitionedTables.NAMES) {
            if (!table.equals("content") && !table.equals("piece")) {
                update(connection, "DELETE FROM " + partition.apply(table) + " WHERE entry = ANY (?)", entries);
            }
        }
        update(
                connection,
                "DELETE FROM " + partition.apply("content") + " WHERE entry = ANY (?) AND keeper IS NOT NULL",
                entries);
        deleteUnneeded(connection, locked);
        return old.size();
    }

    private List<Long> old(Connection connection) throws SQLException {
        String sql =
                "SELECT entry FROM " + partition.apply("delivery") + " AS delivery WHERE state > 1 AND received < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM work WHERE"
                        + " work.entry = delivery.entry) ORDER BY received"
                        + " LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            statement.setInt(2, most);
            return numbers(statement);
        }
    }

    private static void deleteUnneeded(Connection connection, Array entries) throws SQLException {
        List<String> files = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DELETE_UNNEEDED)) {
            statement.setArray(1, entries);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String file = rows.getString(1);
                    if (file != null) {
                        files.add(file);
                    }
                }
            }
        }
        if (!files.isEmpty()) {
            update(connection, DELETE_PIECES, connection.createArrayOf("text", files.toArray()));
        }
    }

    private static Array array(Connection connection, Iterable<Long> numbers) throws SQLException {
        List<Long> all = new ArrayList<>();
        numbers.forEach(all::add);
        return connection.createArrayOf("bigint", all.toArray());
    }

    private static void update(Connection connection, String sql, Array parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, parameter);
            statement.executeUpdate();
        }
    }

    private static List<Long> numbers(Connection connection, String sql, Array parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, parameter);
            return numbers(statement);
        }
    }

    private static List<Long> numbers(PreparedStatement statement) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }
}
