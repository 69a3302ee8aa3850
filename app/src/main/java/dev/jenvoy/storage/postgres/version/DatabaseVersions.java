package dev.jenvoy.storage.postgres.version;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads and changes the version of a database. Each call opens a connection of its own, and blocks. */
@CheckReturnValue
public final class DatabaseVersions {

    private static final String NAME = "jenvoy journal";
    private static final String OLDEST =
            "SELECT coalesce(min(program), 2147483647) FROM server WHERE " + Member.State.THERE;
    private static final String LIVE = "SELECT count(*) FROM server WHERE " + Member.State.THERE;
    private static final String UNFINISHED = "SELECT count(DISTINCT entry) FROM work";
    private static final String PARTITIONS = "SELECT count(*) FROM partition_range";
    private static final String BYTES = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
            + " WHERE relnamespace = to_regnamespace(current_schema()) AND relkind = 'r'";

    private final PostgresConnections connections;

    public DatabaseVersions(PostgresConnections connections) {
        this.connections = connections;
    }

    /**
     * What is in a database.
     *
     * @param version its version; all other numbers are 0 where there are no tables yet
     * @param servers how many servers use it
     * @param unfinished how many deliveries are not finished
     * @param ranges how many partitions each of the large tables has
     * @param bytes how much room all tables and indexes take
     */
    public record Found(SchemaVersion version, long servers, long unfinished, long ranges, long bytes) {}

    /** Work with a connection. */
    private interface Work<T> {
        T run(Connection connection) throws SQLException, StoreRefusedException;
    }

    /** Looks into the database and changes nothing. */
    public Found look() throws IOException, StoreRefusedException {
        return with(connection -> {
            SchemaVersion version = SchemaMigration.read(connection, DatabaseTables.SCHEMA);
            return version.version() == 0
                    ? new Found(version, 0, 0, 0, 0)
                    : new Found(
                            version,
                            number(connection, LIVE),
                            number(connection, UNFINISHED),
                            number(connection, PARTITIONS),
                            number(connection, BYTES));
        });
    }

    /** Makes the tables, or brings them to the version of this program, while servers use them. */
    public SchemaVersion expand() throws IOException, StoreRefusedException {
        return with(connection -> SchemaMigration.expand(connection, DatabaseTables.SCHEMA));
    }

    /**
     * Removes at once what only older programs need, as far as no live server has such a program. Programs of the version before
     * cannot use the database afterwards.
     */
    public SchemaVersion contract() throws IOException, StoreRefusedException {
        return with(connection -> {
            SchemaVersion expanded = SchemaMigration.expand(connection, DatabaseTables.SCHEMA);
            int oldest = (int) Math.min(number(connection, OLDEST), expanded.version());
            return SchemaMigration.contract(connection, DatabaseTables.SCHEMA, oldest, true);
        });
    }

    private <T> T with(Work<T> work) throws IOException, StoreRefusedException {
        try (Connection connection = connections.open(NAME)) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
