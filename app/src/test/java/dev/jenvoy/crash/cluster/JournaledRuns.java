package dev.jenvoy.crash.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the journal says when all is over.
 *
 * @param actions the planned hooks of all accepted deliveries, by entry
 * @param attempts all attempts that began, by entry
 * @param leftovers rows of tables that hold only what is unfinished, in words
 */
record JournaledRuns(List<PlannedHook> actions, List<Attempt> attempts, List<String> leftovers) {

    JournaledRuns {
        actions = List.copyOf(actions);
        attempts = List.copyOf(attempts);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * A planned hook.
     *
     * @param dropped it was given up while it waited
     * @param ending of its last attempt, or why it was dropped; empty if it has no ending
     */
    record PlannedHook(long entry, String id, String hook, String scope, boolean dropped, String ending) {}

    /** An attempt; {@code ending} is empty if it has not ended. */
    record Attempt(long entry, String id, String hook, int number, String run, String ending) {}

    /** Reads it over a connection whose schema is the journal's. */
    static JournaledRuns read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<PlannedHook> actions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                SELECT entry, id, name, owner || '/' || repository, action.state = 3, coalesce(ending, '')
                FROM delivery JOIN action USING (entry) WHERE delivery.state < 7 ORDER BY entry, position
                """)) {
                while (rows.next()) {
                    actions.add(new PlannedHook(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getBoolean(5),
                            rows.getString(6)));
                }
            }
            List<Attempt> attempts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                SELECT entry, id, action.name, run.attempt, coalesce(run.token, ''), coalesce(run.ending, '')
                FROM delivery JOIN action USING (entry) JOIN run USING (entry, position)
                WHERE run.attempt > 0 ORDER BY entry, position, run.attempt
                """)) {
                while (rows.next()) {
                    attempts.add(new Attempt(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getString(6)));
                }
            }
            List<String> leftovers = new ArrayList<>();
            for (String table : List.of("work", "turnstile")) {
                try (ResultSet rows = statement.executeQuery("SELECT entry FROM " + table + " ORDER BY entry")) {
                    while (rows.next()) {
                        leftovers.add(table + " " + rows.getLong(1));
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT entry FROM delivery WHERE state <= 1")) {
                while (rows.next()) {
                    leftovers.add("delivery " + rows.getLong(1));
                }
            }
            return new JournaledRuns(actions, attempts, leftovers);
        }
    }
}
