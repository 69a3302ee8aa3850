package dev.jenvoy.store.postgres.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one connection says of its database.
 *
 * @param settings the settings in force on this connection, in PostgreSQL's base units
 * @param encoding the encoding of the database
 * @param inRecovery whether it is a standby
 * @param connectionLimit the least of the limits on connections: of the database, of the role, of the server without its
 *     reserve
 * @param mayMakeTables whether the role may make tables in the schema, or make the schema
 * @param encrypted whether the connection uses TLS
 * @param local whether the connection does not leave the machine
 */
record DatabaseFacts(
        Map<String, String> settings,
        String encoding,
        boolean inRecovery,
        long connectionLimit,
        boolean mayMakeTables,
        boolean encrypted,
        boolean local) {

    private static final String SETTINGS =
            "SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'server_version',"
                    + " 'default_transaction_isolation', 'fsync', 'full_page_writes', 'synchronous_commit',"
                    + " 'synchronous_standby_names', 'default_transaction_read_only', 'max_connections',"
                    + " 'superuser_reserved_connections', 'reserved_connections', 'max_locks_per_transaction', 'autovacuum',"
                    + " 'track_counts', 'statement_timeout', 'transaction_timeout', 'idle_session_timeout')";

    private static final String REST = "SELECT pg_encoding_to_char(d.encoding), pg_is_in_recovery(), d.datconnlimit,"
            + " CASE WHEN r.rolsuper THEN -1 ELSE r.rolconnlimit END,"
            + " CASE WHEN to_regnamespace(?) IS NULL THEN has_database_privilege(d.oid, 'CREATE')"
            + " ELSE has_schema_privilege(to_regnamespace(?), 'CREATE') END,"
            + " coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false),"
            + " coalesce(inet_client_addr() <<= '127.0.0.0/8' OR inet_client_addr() = '::1'"
            + " OR inet_client_addr() = inet_server_addr(), true)"
            + " FROM pg_database d, pg_roles r WHERE d.datname = current_database() AND r.rolname = current_user";

    /** @param schema the name of the schema for the tables */
    static DatabaseFacts read(Connection connection, String schema) throws SQLException {
        Map<String, String> settings = settings(connection);
        try (PreparedStatement statement = connection.prepareStatement(REST)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("the database does not know itself");
                }
                return new DatabaseFacts(
                        settings,
                        rows.getString(1),
                        rows.getBoolean(2),
                        least(settings, rows.getLong(3), rows.getLong(4)),
                        rows.getBoolean(5),
                        rows.getBoolean(6),
                        rows.getBoolean(7));
            }
        }
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return Map.copyOf(settings);
    }

    /** A negative limit means no limit. */
    private static long least(Map<String, String> settings, long ofDatabase, long ofRole) {
        long free = number(settings, "max_connections", Long.MAX_VALUE)
                - number(settings, "superuser_reserved_connections", 0)
                - number(settings, "reserved_connections", 0);
        long limit = ofDatabase < 0 ? free : Math.min(free, ofDatabase);
        return ofRole < 0 ? limit : Math.min(limit, ofRole);
    }

    private static long number(Map<String, String> settings, String name, long absent) {
        String value = settings.get(name);
        return value == null ? absent : Long.parseLong(value);
    }

    /** Returns a setting as a number; the other number where this version of PostgreSQL does not have it. */
    long number(String name, long absent) {
        return number(settings, name, absent);
    }

    /** Returns a setting; empty where this version of PostgreSQL does not have it. */
    Optional<String> text(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** Returns whether a setting is there and is switched off. */
    boolean isOff(String name) {
        return "off".equals(settings.get(name));
    }
}
