package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.sql.DeliveryHousekeeping;
import dev.jenvoy.journal.sql.SqlHistory;
import dev.jenvoy.journal.sql.figures.SqlFigures;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import dev.jenvoy.store.postgres.PostgresStore;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** A server's journal in a database that others share. */
final class JournalServer implements AutoCloseable {

    private final String url;
    final Store store;
    final LocalCluster cluster;
    final PostgresJournal journal;
    final History history;
    private boolean closed;

    private JournalServer(String url, LocalCluster.Air air, int number, boolean leads) throws SQLException {
        this.url = url;
        this.cluster = new LocalCluster(air, number, leads);
        this.store = PostgresStore.open(connections(url), () -> "jenvoy:" + cluster.number());
        LargePayloads none = new NoLargePayloads();
        StoredPayloads bodies = new StoredPayloads(store, none);
        this.journal = new PostgresJournal(store, cluster, none, bodies);
        journal.takeUpTo(() -> Integer.MAX_VALUE);
        this.history = new SqlHistory(store, bodies, new NoHousekeeping(), new SqlFigures(store));
    }

    /** Makes the tables in an empty database. */
    static void prepare(String url) throws SQLException {
        try (Connection connection = connections(url).open("jenvoy")) {
            SchemaVersion unusedVersion = SchemaMigration.expand(connection, DatabaseTables.SCHEMA);
        } catch (StoreRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostgresConnections connections(String url) {
        return new PostgresConnections(new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA));
    }

    /** A new server. */
    static JournalServer join(String url, LocalCluster.Air air, boolean leads) throws SQLException {
        return new JournalServer(url, air, newNumber(url), leads);
    }

    static int newNumber(String url) throws SQLException {
        try (Connection connection = connections(url).open("jenvoy");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("INSERT INTO server (name, machine, roles, program, version, patience)"
                                + " VALUES ('s', 'm', 3, 1, '1', 1000) RETURNING id")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    int number() {
        return cluster.number();
    }

    /** Another server takes over what a dead one held. */
    static void takeOver(String url, int dead) throws SQLException {
        try (Connection connection = connections(url).open("jenvoy")) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE server SET state = 2 WHERE id = " + dead);
            }
            connection.commit();
            new AbandonedWork().afterDeath(connection, dead);
            connection.commit();
        }
    }

    /** It stops in good order. */
    void leave() throws SQLException {
        close();
        try (Connection connection = connections(url).open("jenvoy")) {
            connection.setAutoCommit(false);
            new AbandonedWork().afterLeaving(connection, number());
            connection.commit();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        journal.close();
        store.close();
        cluster.close();
    }

    private static final class NoHousekeeping implements DeliveryHousekeeping {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public int deleteOlderThan(Instant time, int limit) {
            return 0;
        }
    }

    private static final class NoLargePayloads implements LargePayloads {
        @Override
        public boolean takes(Payload payload) {
            return false;
        }

        @Override
        public String keep(Payload payload) throws IOException {
            throw new IOException("none here");
        }

        @Override
        public Payload payload(String name, long size) {
            throw new IllegalStateException("none here");
        }

        @Override
        public void delete(String name) {}
    }
}
