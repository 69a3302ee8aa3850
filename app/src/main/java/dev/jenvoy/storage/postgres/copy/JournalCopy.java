package dev.jenvoy.storage.postgres.copy;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.journal.postgres.partition.PartitionMaker;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Copies a journal with all that is kept beside it into an empty database. Entries keep their numbers. Until all is copied and
 * counted, the database is sealed, so that no server uses it; a copy that was interrupted is begun again from the first row.
 */
@CheckReturnValue
public final class JournalCopy {

    /** Of SQLite alone. */
    private static final List<String> NOT_SHARED = List.of("store", "retired");

    private final Store source;
    private final Path payloads;

    /**
     * @param source the journal of a stopped server, which is only read
     * @param payloads the folder of payloads in files
     */
    public JournalCopy(Store source, Path payloads) {
        this.source = source;
        this.payloads = payloads;
    }

    /**
     * What was copied.
     *
     * @param rows how many rows of each table
     * @param payloads how many payloads that were files
     * @param lost how many payloads are not there any more
     * @param unfinished how many deliveries servers will go on with
     */
    public record Copied(Map<String, Long> rows, long payloads, long lost, int unfinished) {

        public Copied {
            rows = Map.copyOf(rows);
        }
    }

    /**
     * Copies everything. Blocks until all is committed and counted.
     *
     * @param password empty where the database asks for no password
     * @throws CopyRefusedException when the database is not empty, or a server uses it
     * @throws StoreRefusedException when the database belongs to newer programs
     * @throws IOException when one of both cannot be read or written; the same copy can be begun again
     */
    public Copied into(String url, String user, String password, CopyProgress progress)
            throws IOException, CopyRefusedException, StoreRefusedException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "jenvoy journal copy");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        try (Connection target = open(url, properties)) {
            begin(target);
            new PartitionMaker(() -> open(url, properties)).cover(number("min"), Math.max(number("max"), 1));
            Copied copied = copy(target, progress);
            finish(target, copied);
            boolean unusedIsAhead = new PartitionMaker(() -> open(url, properties)).makeAhead();
            SchemaMigration.unseal(target, DatabaseTables.SCHEMA);
            return copied;
        } catch (SQLException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Connection open(String url, Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not the URL of a PostgreSQL database: " + url);
        }
        run(connection, "SET search_path = " + DatabaseTables.SCHEMA.name());
        return connection;
    }

    private void begin(Connection target) throws SQLException, CopyRefusedException, StoreRefusedException {
        if (SchemaMigration.read(target, DatabaseTables.SCHEMA).isSealed()) {
            SchemaLeftovers.drop(target, DatabaseTables.SCHEMA.name());
        }
        int unusedVersion =
                SchemaMigration.expand(target, DatabaseTables.SCHEMA).version();
        if (is(target, "SELECT EXISTS (SELECT 1 FROM server WHERE " + Member.State.THERE + ")")) {
            throw new CopyRefusedException("a server uses the database: stop it first");
        }
        for (String table : tables()) {
            if (is(target, "SELECT EXISTS (SELECT 1 FROM " + table + ")")) {
                throw new CopyRefusedException("the database is not empty: there is something in the table " + table
                        + " of the schema " + DatabaseTables.SCHEMA.name());
            }
        }
        SchemaMigration.seal(target, DatabaseTables.SCHEMA);
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>(source.read(session -> session.bind(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
                .all(row -> row.text())));
        tables.removeAll(NOT_SHARED);
        return tables;
    }

    /** Returns the lowest or the highest entry; 1 without any. */
    private long number(String which) throws SQLException {
        return source.read(session -> session.number("SELECT coalesce(" + which + "(entry), 1) FROM delivery"));
    }

    private Copied copy(Connection target, CopyProgress progress) throws SQLException, IOException {
        run(target, "SET synchronous_commit = off");
        target.setAutoCommit(false);
        Map<String, Long> rows = new LinkedHashMap<>();
        PayloadCopy files = new PayloadCopy(payloads, target);
        TableCopy copy = new TableCopy(target, progress);
        for (String table : tables()) {
            rows.put(table, read(session -> copy.copy(session, table, files)));
        }
        int unfinished = new CopiedWork(target).make();
        target.commit();
        target.setAutoCommit(true);
        run(target, "SET synchronous_commit = on");
        return new Copied(rows, files.copied(), files.lost(), unfinished);
    }

    /** Reads that may fail for a file, too. */
    private interface FileQuery<T> {
        T run(Session session) throws SQLException, IOException;
    }

    private <T> T read(FileQuery<T> query) throws SQLException, IOException {
        try {
            return source.read(session -> {
                try {
                    return query.run(session);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void finish(Connection target, Copied copied) throws SQLException, IOException {
        long retired = source.read(session -> session.number("SELECT coalesce(max(entry), 0) FROM retired"));
        long highest = Math.max(
                retired, source.read(session -> session.number("SELECT coalesce(max(entry), 0) FROM delivery")));
        set(target, "entry_no", highest);
        set(target, "earlier_no", "SELECT coalesce(max(number), 0) FROM earlier");
        set(target, "audit_number_seq", "SELECT coalesce(max(number), 0) FROM audit");
        set(target, "ticket_move_id_seq", "SELECT coalesce(max(id), 0) FROM ticket_move");
        for (Map.Entry<String, Long> table : copied.rows().entrySet()) {
            long there = number(target, "SELECT count(*) FROM " + table.getKey());
            if (there != table.getValue()) {
                throw new IOException(
                        "the table " + table.getKey() + " has " + there + " rows and should have " + table.getValue());
            }
        }
        run(target, "ANALYZE");
    }

    private static void set(Connection target, String sequence, String sql) throws SQLException {
        set(target, sequence, number(target, sql));
    }

    /** The next number follows this one. */
    private static void set(Connection target, String sequence, long last) throws SQLException {
        if (last > 0) {
            boolean unusedThere = is(target, "SELECT setval('" + sequence + "', " + last + ") > 0");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static boolean is(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
