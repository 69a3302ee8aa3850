package dev.jenvoy.store.postgres.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeps vacuum from removing dead rows, so that tables grow.
 *
 * @param oldestTransaction how long the oldest open transaction that holds a snapshot has been open; zero without one. Of
 *     other roles' transactions only what this role may see counts
 * @param oldestPrepared how long ago the oldest transaction that is prepared and not ended was prepared; zero without one
 * @param idleSlots how many replication slots hold back rows or the log, and no client reads them
 */
public record HeldSnapshots(Duration oldestTransaction, Duration oldestPrepared, int idleSlots) {

    /** What is older is worth a word. */
    public static final Duration LONG = Duration.ofMinutes(10);

    /** Selects seconds, seconds, a count. */
    public static final String QUERY = "SELECT coalesce((SELECT extract(epoch FROM max(clock_timestamp() -"
            + " xact_start))::bigint FROM pg_stat_activity WHERE (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL) AND"
            + " pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'), 0), coalesce((SELECT extract(epoch FROM"
            + " max(clock_timestamp() - prepared))::bigint FROM pg_prepared_xacts), 0), (SELECT count(*) FROM"
            + " pg_replication_slots WHERE NOT active)";

    /** Reads it. Blocks for one statement. */
    public static HeldSnapshots read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return of(rows.getLong(1), rows.getLong(2), rows.getInt(3));
        }
    }

    /** Makes it of the columns of {@link #QUERY}. */
    public static HeldSnapshots of(long transactionSeconds, long preparedSeconds, int idleSlots) {
        return new HeldSnapshots(
                Duration.ofSeconds(Math.max(0, transactionSeconds)),
                Duration.ofSeconds(Math.max(0, preparedSeconds)),
                idleSlots);
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
