package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Migrates a file to a newer version. Each step is one transaction, so after a crash the file has one version or the
 * other.
 */
final class Migrations {

    private Migrations() {}

    static void run(Session session, Schema schema, int from, int to) throws SQLException {
        for (int version = from + 1; version <= to; version++) {
            session.run("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                if (version == 1) {
                    execute(session, "CREATE TABLE store (touched INTEGER NOT NULL)");
                    execute(session, "INSERT INTO store VALUES (0)");
                }
                for (String statement : schema.migrations().get(version - 1).statements()) {
                    execute(session, statement);
                }
                execute(session, "PRAGMA user_version=" + version);
                session.run("COMMIT");
                done = true;
            } finally {
                if (!done) {
                    session.run("ROLLBACK");
                }
            }
        }
    }

    private static void execute(Session session, String sql) throws SQLException {
        try (PreparedStatement statement = session.once(sql)) {
            statement.execute();
        }
    }
}
