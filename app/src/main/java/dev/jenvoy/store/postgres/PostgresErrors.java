package dev.jenvoy.store.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's errors mean. */
final class PostgresErrors {

    /** Another try may succeed at once: a serialization failure, a deadlock, a lock that was not given in time. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

    private PostgresErrors() {}

    /** Returns whether the connection is of no use any more, or leads to a database that takes no writes. */
    static boolean isAway(Throwable error) {
        if (!(error instanceof SQLException sql)) {
            return error.getCause() instanceof IOException;
        }
        String state = sql.getSQLState();
        return state == null
                ? sql.getCause() instanceof IOException
                : state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("28")
                        || state.startsWith("3D")
                        || state.equals("25006")
                        || state.equals("25P03")
                        || state.equals("53300");
    }

    /** Returns whether a transaction that failed so may succeed if it is tried again. */
    static boolean isPassing(Throwable error) {
        return error instanceof SQLException sql && sql.getSQLState() != null && PASSING.contains(sql.getSQLState());
    }

    /** Returns whether a lock was not given in time. */
    static boolean isLock(Throwable error) {
        return error instanceof SQLException sql && "55P03".equals(sql.getSQLState());
    }

    /** Returns whether a statement that failed so may succeed one day: the error is not in what it says, but in what was met. */
    static boolean mayPass(Throwable error) {
        return error instanceof SQLException sql
                && sql.getSQLState() != null
                && !sql.getSQLState().startsWith("22")
                && !sql.getSQLState().startsWith("23");
    }

    /** Returns whether a failed COMMIT says for certain that nothing was committed. */
    static boolean isRefusal(SQLException error) {
        String state = error.getSQLState();
        return state != null
                && (PASSING.contains(state)
                        || state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("25")
                        || state.startsWith("42")
                        || state.startsWith("53"));
    }

    /** Returns why nothing can be written now; {@code null} if the statement itself is wrong. */
    static @Nullable String noRoom(Throwable error) {
        if (!(error instanceof SQLException sql)) {
            return null;
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.equals("53100")) {
            return "the database's disk is full";
        }
        if (state.equals("53300")) {
            return "the database has no connection left";
        }
        if (state.startsWith("53") || state.startsWith("58") || state.startsWith("XX")) {
            return "the database failed (" + state + ")";
        }
        if (state.equals("25006")) {
            return "the database takes no writes: it is a standby, or read-only";
        }
        if (state.startsWith("28")) {
            return "the database refuses the user or its password";
        }
        if (state.startsWith("3D")) {
            return "there is no such database";
        }
        return isAway(error) ? "the database is away" : null;
    }
}
