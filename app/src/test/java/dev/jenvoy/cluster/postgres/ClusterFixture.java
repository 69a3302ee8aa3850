package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Servers on one database whose clocks a test sets, and which beat when it says so. */
final class ClusterFixture implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration KILL_GRACE = Duration.ofSeconds(5);

    final String url;
    private final Path folder;
    private final List<One> all = new ArrayList<>();

    /**
     * @param url of an empty database
     */
    ClusterFixture(String url, Path folder) throws SQLException {
        this.url = url;
        this.folder = folder;
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String text : ClusterTables.statements()) {
                statement.execute(text);
            }
            for (String text : ClusterTables.signOuts()) {
                statement.execute(text);
            }
            // What the journal holds, as far as a takeover is concerned.
            statement.execute("CREATE TABLE held (entry int, owner int)");
        }
    }

    /** Returns a connector that reaches the database by another way. */
    static Connector connector(String url) {
        return name -> {
            Properties properties = new Properties();
            properties.setProperty("user", PostgresServer.USER);
            properties.setProperty("ApplicationName", name);
            properties.setProperty("connectTimeout", "5");
            properties.setProperty("socketTimeout", "5");
            return DriverManager.getConnection(url, properties);
        };
    }

    One join(String name) throws SQLException, IOException {
        return join(name, EnumSet.allOf(ServerRole.class), url);
    }

    One join(String name, Set<ServerRole> roles, String by) throws SQLException, IOException {
        One one = new One(name, roles, by);
        all.add(one);
        return one;
    }

    void hold(int entry, int owner) throws SQLException {
        update("INSERT INTO held VALUES (" + entry + ", " + owner + ")");
    }

    void update(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of the first row. */
    @Nullable
    String value(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    public void close() {
        all.forEach(one -> one.cluster.close());
    }

    /** A server. */
    final class One {
        final AtomicLong nanos = new AtomicLong(System.nanoTime());
        final ManualThreads threads = new ManualThreads();
        final Heard heard = new Heard();
        final Map<String, String> died = new ConcurrentHashMap<>();
        final PostgresCluster cluster;
        volatile Optional<String> stuck = Optional.empty();
        volatile boolean orphansEnded;
        /** What happens between the begin of a beat and its way to the database. */
        volatile Runnable meanwhile = () -> {};

        One(String name, Set<ServerRole> roles, String by) throws SQLException, IOException {
            WorkRelease release = new WorkRelease() {
                @Override
                public void afterDeath(Connection connection, int server) throws SQLException {
                    free(connection, server);
                }

                @Override
                public void afterLeaving(Connection connection, int server) throws SQLException {
                    free(connection, server);
                }
            };
            cluster = PostgresCluster.join(
                    connector(by),
                    new ClusterOptions(name, "machine-" + name, roles, 1, "1.0", LEASE, () -> KILL_GRACE),
                    Files.createDirectories(folder.resolve(name)),
                    new PostgresCluster.Parts(release, () -> orphansEnded = true, this::stuck, nanos::get, threads));
            cluster.watch(heard);
        }

        private Optional<String> stuck() {
            meanwhile.run();
            return stuck;
        }

        private void free(Connection connection, int server) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE held SET owner = NULL WHERE owner = ?")) {
                statement.setInt(1, server);
                statement.executeUpdate();
            }
        }

        int number() {
            return cluster.number();
        }

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        /** Lets time pass with a beat every two seconds. */
        void beatFor(Duration time) {
            for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minusSeconds(2)) {
                pass(Duration.ofSeconds(2));
                threads.beat();
                threads.look();
            }
        }

        void beat() {
            beatFor(Duration.ofSeconds(2));
        }
    }
}
