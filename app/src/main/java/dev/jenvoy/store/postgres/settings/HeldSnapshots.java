package dev.jenvoy.store.postgres.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What keeps vacuum from removing dead rows, so that tables grow.
 *
 * @param oldestTransaction how long the oldest open transaction that holds a snapshot has been open; zero without one. Of
 *     other roles' transactions only what this role may see counts
 * @param oldestPrepared how long ago the oldest transaction that is prepared and not ended was prepared; zero without one
 * @param idleSlots how many replication slots hold back rows or the log, and no client reads them
 * @param session whose transaction the oldest open one is; empty without one
 */
public record HeldSnapshots(
        Duration oldestTransaction, Duration oldestPrepared, int idleSlots, Optional<Session> session) {

    /**
     * A session of the database.
     *
     * @param application what the program calls itself; may be empty
     * @param user its role; empty for one of the database's own
     * @param process its number
     */
    public record Session(String application, String user, int process) {}

    /** What is older is worth a word. */
    public static final Duration LONG = Duration.ofMinutes(10);

    /** Selects seconds, seconds, a count, and of the session its number, application and role. */
    public static final String QUERY = "SELECT coalesce(extract(epoch FROM clock_timestamp() -"
            + " oldest.xact_start)::bigint, 0), coalesce((SELECT extract(epoch FROM max(clock_timestamp() -"
            + " prepared))::bigint FROM pg_prepared_xacts), 0), (SELECT count(*) FROM pg_replication_slots WHERE NOT"
            + " active), oldest.pid, oldest.application_name, oldest.usename FROM (VALUES (1)) always LEFT JOIN"
            + " (SELECT xact_start, pid, application_name, usename FROM pg_stat_activity WHERE xact_start IS NOT NULL"
            + " AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL) AND pid <> pg_backend_pid()"
            + " AND backend_type <> 'autovacuum worker' ORDER BY xact_start LIMIT 1) oldest ON true";

    /** Reads it. Blocks for one statement. */
    public static HeldSnapshots read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return of(rows.getLong(1), rows.getLong(2), rows.getInt(3), session(rows));
        }
    }

    private static Optional<Session> session(ResultSet rows) throws SQLException {
        int process = rows.getInt(4);
        return rows.wasNull()
                ? Optional.empty()
                : Optional.of(new Session(
                        Objects.requireNonNullElse(rows.getString(5), ""),
                        Objects.requireNonNullElse(rows.getString(6), ""),
                        process));
    }

    /** Makes it of the columns of {@link #QUERY}. */
    public static HeldSnapshots of(
            long transactionSeconds, long preparedSeconds, int idleSlots, Optional<Session> session) {
        return new HeldSnapshots(
                Duration.ofSeconds(Math.max(0, transactionSeconds)),
                Duration.ofSeconds(Math.max(0, preparedSeconds)),
                idleSlots,
                session);
    }

    /** Returns what is worth a word, with what to do about it. */
    public List<SettingProblem> problems() {
        List<SettingProblem> problems = new ArrayList<>();
        if (oldestTransaction.compareTo(LONG) > 0) {
            problems.add(SettingProblem.warning(
                    "oldest snapshot",
                    "a transaction has been open for " + oldestTransaction.toMinutes()
                            + " minutes: no dead row is removed meanwhile",
                    "look for it in pg_stat_activity (a dump, a forgotten session), and end it"));
        }
        if (oldestPrepared.compareTo(LONG) > 0) {
            problems.add(SettingProblem.warning(
                    "prepared transaction",
                    "one has waited for its end for " + oldestPrepared.toMinutes() + " minutes",
                    "COMMIT PREPARED or ROLLBACK PREPARED it; pg_prepared_xacts names it"));
        }
        if (idleSlots > 0) {
            problems.add(SettingProblem.warning(
                    "replication slots",
                    idleSlots + (idleSlots == 1 ? " slot is" : " slots are")
                            + " not read: the log is kept for it until the disk is full",
                    "start its reader, or pg_drop_replication_slot"));
        }
        return problems;
    }
}
