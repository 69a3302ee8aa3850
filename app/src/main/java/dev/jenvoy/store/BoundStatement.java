package dev.jenvoy.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a prepared statement in their order, and runs it. For one use by one thread. */
public final class BoundStatement {

    private final PreparedStatement statement;
    private int parameter;

    private BoundStatement(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Begins with the first parameter. */
    public static BoundStatement of(PreparedStatement statement) {
        return new BoundStatement(statement);
    }

    /** Binds a number. */
    @CanIgnoreReturnValue
    public BoundStatement with(long number) throws SQLException {
        statement.setLong(++parameter, number);
        return this;
    }

    /** Binds a number, or NULL. */
    @CanIgnoreReturnValue
    public BoundStatement with(@Nullable Number number) throws SQLException {
        if (number == null) {
            statement.setNull(++parameter, Types.INTEGER);
        } else {
            statement.setLong(++parameter, number.longValue());
        }
        return this;
    }

    /** Binds a text, or NULL. */
    @CanIgnoreReturnValue
    public BoundStatement with(@Nullable String text) throws SQLException {
        statement.setString(++parameter, text);
        return this;
    }

    /** Binds 1 or 0. */
    @CanIgnoreReturnValue
    public BoundStatement with(boolean flag) throws SQLException {
        statement.setInt(++parameter, flag ? 1 : 0);
        return this;
    }

    /** Binds bytes, or NULL. */
    @CanIgnoreReturnValue
    public BoundStatement with(byte @Nullable [] bytes) throws SQLException {
        statement.setBytes(++parameter, bytes);
        return this;
    }

    /** Runs a change and returns how many rows it changed. */
    @CanIgnoreReturnValue
    public int update() throws SQLException {
        return statement.executeUpdate();
    }

    /** Runs a query and reads its first row, if it has one. */
    public <T> Optional<T> first(Row.Reader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
        }
    }

    /** Runs a query and reads its rows. */
    public <T> List<T> all(Row.Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (row.next()) {
                all.add(reader.read(row));
            }
        }
        return all;
    }
}
