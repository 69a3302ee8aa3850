package dev.jenvoy.journal.postgres.scope;

import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Locks of numbers, scopes and keys alike, until the end of a transaction. Two numbers may share a lock. Who takes several that it
 * waits for takes them at once, so that no two wait for each other.
 */
public final class ScopeLocks {

    /** "Jenv" in ASCII, so that no other program of the database takes these. */
    private static final int CLASS = 0x4a656e76;

    public static final String LOCK = "SELECT pg_advisory_xact_lock(" + CLASS + ", k) FROM unnest(?::int[]) k";

    private static final String TRY =
            "SELECT k FROM unnest(?::int[]) k WHERE pg_try_advisory_xact_lock(" + CLASS + ", k)";

    private static final String HOLDERS = "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE locktype = 'advisory'"
            + " AND classid = " + CLASS + " AND granted"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private ScopeLocks() {}

    /** Waits for the locks of all these numbers. */
    public static void lock(Session session, LongStream numbers) throws SQLException {
        PreparedStatement statement = session.prepared(LOCK);
        bind(statement, 1, numbers);
        statement.executeQuery().close();
    }

    /** Binds these numbers to {@link #LOCK}, where that is part of a larger statement. */
    public static void bind(PreparedStatement statement, int parameter, LongStream numbers) throws SQLException {
        PostgresArrays.bind(statement, parameter, sorted(numbers));
    }

    /**
     * Returns the transactions that hold locks. When one is not among them any more, it has ended, and is seen by what is read
     * from then on: PostgreSQL lets locks go last.
     */
    static Set<String> holders(Session session) throws SQLException {
        return Set.copyOf(session.bind(HOLDERS).all(row -> row.text()));
    }

    /** Takes those locks that no other transaction holds. */
    public static Taken tryLock(Session session, LongStream numbers) throws SQLException {
        PreparedStatement statement = session.prepared(TRY);
        PostgresArrays.bind(statement, 1, sorted(numbers));
        Set<Integer> taken = new HashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                taken.add(rows.getInt(1));
            }
        }
        return new Taken(taken);
    }

    /** The locks that were free. */
    public record Taken(Set<Integer> locks) {

        /** Returns whether the locks of all these numbers are among them. */
        public boolean has(long[] numbers) {
            return LongStream.of(numbers).mapToInt(Long::hashCode).allMatch(locks::contains);
        }
    }

    private static int[] sorted(LongStream numbers) {
        return numbers.mapToInt(Long::hashCode).sorted().distinct().toArray();
    }
}
