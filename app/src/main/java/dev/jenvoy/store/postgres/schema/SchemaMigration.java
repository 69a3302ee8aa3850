package dev.jenvoy.store.postgres.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.StoreRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the version of this program, while programs of the version before use it. One program at a time
 * does so; others wait.
 */
@CheckReturnValue
public final class SchemaMigration {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(1248161399, 2)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(1248161399, 2)";
    private static final String TABLE = """
        CREATE TABLE IF NOT EXISTS schema_version (
          version int NOT NULL,
          contracted int NOT NULL,
          oldest_program int NOT NULL,
          changed timestamptz NOT NULL
        )\
        """;
    private static final String IS_THERE = "SELECT to_regclass('schema_version') IS NOT NULL";
    private static final String READ = "SELECT version, contracted, oldest_program,"
            + " extract(epoch FROM clock_timestamp() - changed)::bigint FROM schema_version";

    /** Programs of the version before may go on. */
    private static final String EXPANDED = "UPDATE schema_version SET version = ?, changed = clock_timestamp()";

    private static final String CONTRACTED = "UPDATE schema_version SET contracted = ?, oldest_program = ?";

    /** How long a version is in use before what only the version before needs is removed without being asked for. */
    private static final long REST_SECONDS = 3_600;

    private static final int TRIES = 30;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final Set<String> PASSING = Set.of("55P03", "40P01");

    private final DatabaseSchema schema;
    private final Connection connection;

    private SchemaMigration(DatabaseSchema schema, Connection connection) {
        this.schema = schema;
        this.connection = connection;
    }

    /**
     * Makes the schema if it does not exist, and expands it to the newest version. Blocks, for as long as another
     * program does so, too.
     *
     * @param connection commits each statement by itself; its search path leads to the schema afterwards
     * @return the version of the database, which may be newer than this program's
     * @throws StoreRefusedException when a newer program changed the database so that this one cannot use it; nothing is
     *     changed then
     */
    public static SchemaVersion expand(Connection connection, DatabaseSchema schema)
            throws SQLException, StoreRefusedException {
        return new SchemaMigration(schema, connection).expand();
    }

    /** Returns the version of a database; all zero if there is no schema. Changes only the search path of the connection. */
    public static SchemaVersion read(Connection connection, DatabaseSchema schema) throws SQLException {
        SchemaMigration migration = new SchemaMigration(schema, connection);
        migration.run("SET search_path = " + schema.name());
        return migration.is(IS_THERE) ? migration.read() : SchemaVersion.NONE;
    }

    /**
     * Removes what only programs of older versions need, as far as no such program runs. To be called now and then.
     *
     * @param oldestLive the version of the oldest program that uses the database now, or may come back
     * @param atOnce whether a version needs not have been in use for an hour
     * @return the version of the database afterwards
     */
    public static SchemaVersion contract(Connection connection, DatabaseSchema schema, int oldestLive, boolean atOnce)
            throws SQLException {
        return new SchemaMigration(schema, connection).contract(oldestLive, atOnce);
    }

    /** Lets no server use the database until {@link #unseal}: a copy into it is under way, or was interrupted. */
    public static void seal(Connection connection, DatabaseSchema schema) throws SQLException {
        new SchemaMigration(schema, connection).oldestProgram(SchemaVersion.SEALED);
    }

    /** Lets servers use the database. */
    public static void unseal(Connection connection, DatabaseSchema schema) throws SQLException {
        new SchemaMigration(schema, connection).oldestProgram(0);
    }

    private void oldestProgram(int version) throws SQLException {
        run("SET search_path = " + schema.name());
        run("UPDATE schema_version SET oldest_program = " + version);
    }

    private SchemaVersion expand() throws SQLException, StoreRefusedException {
        run("SET search_path = " + schema.name());
        if (is(IS_THERE)) {
            SchemaVersion known = read();
            if (known.isFor(schema.version())) {
                return known;
            }
        }
        lock();
        try {
            // With the lock: of two that create it at once, one fails in spite of IF NOT EXISTS. Asked first, because a
            // role may lack the right where the schema was made for it.
            if (!is("SELECT to_regnamespace('" + schema.name() + "') IS NOT NULL")) {
                run("CREATE SCHEMA IF NOT EXISTS " + schema.name());
            }
            run(TABLE);
            run("INSERT INTO schema_version SELECT 0, 0, 0, clock_timestamp()"
                    + " WHERE NOT EXISTS (SELECT 1 FROM schema_version)");
            SchemaVersion found = read();
            Optional<SchemaVersion.Refusal> refusal = found.refusal(schema.version());
            if (refusal.isPresent()) {
                throw new StoreRefusedException(
                        refusal.get().reason(), refusal.get().describe());
            }
            for (int version = found.version() + 1; version <= schema.version(); version++) {
                expandTo(version);
            }
            return read();
        } finally {
            run(UNLOCK);
        }
    }

    /** Asks again and again: to wait within a statement would keep an index of the other program from being finished. */
    private void lock() throws SQLException {
        while (!is(TRY_LOCK)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void expandTo(int version) throws SQLException {
        SchemaStep step = schema.stepTo(version);
        inOne(step.expand(), () -> {
            try (PreparedStatement statement = connection.prepareStatement(EXPANDED)) {
                statement.setInt(1, version);
                statement.executeUpdate();
            }
        });
        for (Map.Entry<String, String> index : step.indexes().entrySet()) {
            makeIndex(index.getKey(), index.getValue());
        }
        LOG.info("database expanded version={}", version);
    }

    /** One whose making was interrupted is there, but not valid. */
    private void makeIndex(String name, String definition) throws SQLException {
        if (is("SELECT EXISTS (SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('" + name
                + "') AND NOT indisvalid)")) {
            run("DROP INDEX CONCURRENTLY " + name);
        }
        run("CREATE INDEX CONCURRENTLY IF NOT EXISTS " + name + " " + definition);
    }

    private SchemaVersion contract(int oldestLive, boolean atOnce) throws SQLException {
        run("SET search_path = " + schema.name());
        if (!is(TRY_LOCK)) {
            return read();
        }
        try {
            SchemaVersion found = read();
            boolean rested = atOnce || found.rested() >= REST_SECONDS;
            int most = Math.min(Math.min(oldestLive, schema.version()), found.version());
            for (int version = found.contracted() + 1; rested && version <= most; version++) {
                int reached = version;
                SchemaStep step = schema.stepTo(version);
                inOne(step.contract(), () -> contracted(reached, step.contract().isEmpty() ? 0 : reached));
            }
            return read();
        } finally {
            run(UNLOCK);
        }
    }

    private void contracted(int version, int oldestProgram) throws SQLException {
        SchemaVersion found = read();
        try (PreparedStatement statement = connection.prepareStatement(CONTRACTED)) {
            statement.setInt(1, version);
            statement.setInt(2, Math.max(oldestProgram, found.oldestProgram()));
            statement.executeUpdate();
        }
        if (oldestProgram > 0) {
            LOG.info("database contracted version={}", version);
        }
    }

    /** Work in a transaction. */
    private interface Work {
        void run() throws SQLException;
    }

    /** Runs statements and what follows them in one transaction, again and again while others hold the locks. */
    private void inOne(Iterable<String> statements, Work then) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            connection.setAutoCommit(false);
            try {
                run("SET LOCAL lock_timeout = '2s'");
                for (String statement : statements) {
                    run(statement);
                }
                then.run();
                connection.commit();
                return;
            } catch (SQLException e) {
                connection.rollback();
                if (attempt == TRIES || !PASSING.contains(e.getSQLState())) {
                    throw e;
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private SchemaVersion read() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? new SchemaVersion(rows.getInt(1), rows.getInt(2), rows.getInt(3), rows.getLong(4))
                    : SchemaVersion.NONE;
        }
    }

    private boolean is(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
