package dev.jenvoy.storage.postgres.copy;

import dev.jenvoy.store.Session;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Copies the rows of one table, some megabytes at a time. */
final class TableCopy {

    private static final int ROWS = 1_000;
    private static final long BYTES = 4L << 20;

    /** PostgreSQL's texts cannot hold it. */
    private static final char NUL = '\u0000';

    private static final char REPLACEMENT = '\ufffd';

    private final Connection target;
    private final CopyProgress progress;

    /** @param target where each batch is committed */
    TableCopy(Connection target, CopyProgress progress) {
        this.target = target;
        this.progress = progress;
    }

    /** Changes a text of a row on its way. */
    interface Rewriting {

        /** Returns the text for a column; the same one for most. */
        String text(String column, String text, ResultSet row) throws SQLException, IOException;
    }

    /** Copies all rows, and returns how many. */
    long copy(Session source, String table, Rewriting rewriting) throws SQLException, IOException {
        List<String> columns = columns(source, table);
        String names = columns.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        long all = number(source, "SELECT count(*) FROM " + table);
        String marks = columns.stream().map(name -> "?").collect(Collectors.joining(", "));
        long rows = 0;
        try (PreparedStatement select = source.once("SELECT " + names + " FROM " + table);
                ResultSet row = select.executeQuery();
                PreparedStatement insert =
                        target.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")")) {
            long bytes = 0;
            while (row.next()) {
                bytes += bind(insert, columns, row, rewriting);
                insert.addBatch();
                rows++;
                if (rows % ROWS == 0 || bytes > BYTES) {
                    flush(insert);
                    bytes = 0;
                    progress.copied(table, rows, all);
                }
            }
            flush(insert);
            progress.copied(table, rows, all);
        }
        return rows;
    }

    private void flush(PreparedStatement insert) throws SQLException {
        int[] unusedCounts = insert.executeBatch();
        target.commit();
    }

    private static long bind(PreparedStatement insert, List<String> columns, ResultSet row, Rewriting rewriting)
            throws SQLException, IOException {
        long bytes = 0;
        for (int i = 1; i <= columns.size(); i++) {
            Object value = row.getObject(i);
            if (value == null) {
                insert.setNull(i, Types.NULL);
            } else if (value instanceof Number) {
                insert.setLong(i, row.getLong(i));
            } else if (value instanceof byte[] data) {
                insert.setBytes(i, data);
                bytes += data.length;
            } else {
                String text = rewriting.text(columns.get(i - 1), row.getString(i), row);
                insert.setString(i, text.replace(NUL, REPLACEMENT));
                bytes += text.length();
            }
        }
        return bytes;
    }

    private static List<String> columns(Session source, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select = source.once("SELECT name FROM pragma_table_info('" + table + "')");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static long number(Session source, String sql) throws SQLException {
        try (PreparedStatement select = source.once(sql);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
