package dev.jenvoy.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of one row in the order of the query. Each call reads the next column, so no column has a number that
 * must be kept in step with the query.
 */
public final class Row {

    private final ResultSet rows;
    private int column;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Reads a row's columns. */
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    boolean next() throws SQLException {
        column = 0;
        return rows.next();
    }

    /** Reads a text that is never NULL. */
    public String text() throws SQLException {
        return rows.getString(++column);
    }

    /** Reads a text; {@code null} for NULL. */
    public @Nullable String textOrNull() throws SQLException {
        return rows.getString(++column);
    }

    /** Reads a number; 0 for NULL. */
    public long number() throws SQLException {
        return rows.getLong(++column);
    }

    /** Reads a number; {@code null} for NULL. */
    public @Nullable Long numberOrNull() throws SQLException {
        long number = rows.getLong(++column);
        return rows.wasNull() ? null : number;
    }

    /** Reads a small number; 0 for NULL. */
    public int count() throws SQLException {
        return rows.getInt(++column);
    }

    /** Reads a small number; {@code null} for NULL. */
    public @Nullable Integer countOrNull() throws SQLException {
        int count = rows.getInt(++column);
        return rows.wasNull() ? null : count;
    }

    /** Reads whether a number is there and not 0. */
    public boolean flag() throws SQLException {
        return rows.getInt(++column) != 0;
    }

    /** Reads bytes; {@code null} for NULL. */
    public byte @Nullable [] bytes() throws SQLException {
        return rows.getBytes(++column);
    }
}
