package dev.jenvoy.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a prepared statement in their order, and runs it. For one use by one thread. */
public final class BoundStatement {

    private final PreparedStatement statement;
    private final int @Nullable [][] places;
    private final @Nullable UnaryOperator<String> texts;
    private int parameter;

    private BoundStatement(
            PreparedStatement statement, int @Nullable [][] places, @Nullable UnaryOperator<String> texts) {
        this.statement = statement;
        this.places = places;
        this.texts = texts;
    }

    /** Begins with the first parameter. */
    public static BoundStatement of(PreparedStatement statement) {
        return new BoundStatement(statement, null, null);
    }

    /**
     * Begins with the first parameter, for an engine that cannot store every text.
     *
     * @param texts returns what is stored in place of a text
     */
    public static BoundStatement of(PreparedStatement statement, UnaryOperator<String> texts) {
        return new BoundStatement(statement, null, texts);
    }

    /**
     * Begins with the first parameter of a statement for an engine whose parameters have no numbers.
     *
     * @param places for each parameter, where it is in the statement, from 1
     * @param texts returns what is stored in place of a text
     */
    public static BoundStatement of(PreparedStatement statement, int[][] places, UnaryOperator<String> texts) {
        return new BoundStatement(statement, places, texts);
    }

    private void next() {
        parameter++;
    }

    private int repeats() {
        return places == null ? 1 : places[parameter - 1].length;
    }

    private int place(int repeat) {
        return places == null ? parameter : places[parameter - 1][repeat];
    }

    /** Binds a number. */
    @CanIgnoreReturnValue
    public BoundStatement with(long number) throws SQLException {
        next();
        for (int i = 0; i < repeats(); i++) {
            statement.setLong(place(i), number);
        }
        return this;
    }

    /** Binds a number, or NULL. */
    @CanIgnoreReturnValue
    public BoundStatement with(@Nullable Number number) throws SQLException {
        if (number != null) {
            return with(number.longValue());
        }
        next();
        for (int i = 0; i < repeats(); i++) {
            statement.setNull(place(i), Types.BIGINT);
        }
        return this;
    }

    /** Binds a text, or NULL. */
    @CanIgnoreReturnValue
    public BoundStatement with(@Nullable String text) throws SQLException {
        next();
        String stored = text == null || texts == null ? text : texts.apply(text);
        for (int i = 0; i < repeats(); i++) {
            statement.setString(place(i), stored);
        }
        return this;
    }

    /** Binds 1 or 0. */
    @CanIgnoreReturnValue
    public BoundStatement with(boolean flag) throws SQLException {
        return with(flag ? 1L : 0L);
    }

    /** Binds bytes, or NULL. */
    @CanIgnoreReturnValue
    public BoundStatement with(byte @Nullable [] bytes) throws SQLException {
        next();
        for (int i = 0; i < repeats(); i++) {
            statement.setBytes(place(i), bytes);
        }
        return this;
    }

    /** Binds numbers as one array, which not every engine has. */
    @CanIgnoreReturnValue
    public BoundStatement with(long[] numbers) throws SQLException {
        Long[] boxed = Arrays.stream(numbers).boxed().toArray(Long[]::new);
        next();
        for (int i = 0; i < repeats(); i++) {
            statement.setArray(place(i), statement.getConnection().createArrayOf("int8", boxed));
        }
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
