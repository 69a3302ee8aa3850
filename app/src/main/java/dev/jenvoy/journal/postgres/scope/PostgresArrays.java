package dev.jenvoy.journal.postgres.scope;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Binds arrays as parameters of statements, and reads them. */
public final class PostgresArrays {

    private PostgresArrays() {}

    public static void bind(PreparedStatement statement, int parameter, int[] numbers) throws SQLException {
        bind(statement, parameter, "int4", Arrays.stream(numbers).boxed().toArray(Integer[]::new));
    }

    public static void bind(PreparedStatement statement, int parameter, long[] numbers) throws SQLException {
        bind(statement, parameter, "int8", Arrays.stream(numbers).boxed().toArray(Long[]::new));
    }

    public static void bind(PreparedStatement statement, int parameter, Collection<Long> numbers) throws SQLException {
        bind(statement, parameter, "int8", numbers.toArray(Long[]::new));
    }

    public static void bindTexts(PreparedStatement statement, int parameter, List<String> texts) throws SQLException {
        // As texts are stored.
        Object[] stored =
                texts.stream().map(text -> text.replace('\0', '\uFFFD')).toArray(String[]::new);
        bind(statement, parameter, "text", stored);
    }

    /** Reads an array of numbers. */
    public static long[] numbers(ResultSet rows, int column) throws SQLException {
        Long[] numbers = (Long[]) rows.getArray(column).getArray();
        return Arrays.stream(numbers).mapToLong(Long::longValue).toArray();
    }

    private static void bind(PreparedStatement statement, int parameter, String type, Object[] values)
            throws SQLException {
        Array array = statement.getConnection().createArrayOf(type, values);
        statement.setArray(parameter, array);
    }
}
