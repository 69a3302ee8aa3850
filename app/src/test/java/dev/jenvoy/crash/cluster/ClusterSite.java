package dev.jenvoy.crash.cluster;

import dev.jenvoy.crash.kit.SignedSenderClient;
import dev.jenvoy.postgres.BadNetwork;
import dev.jenvoy.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Databases, servers, hooks and their record in one folder. */
final class ClusterSite implements AutoCloseable {

    /** The lease of all servers: the shortest that the configuration takes, for runs of a minute and a half. */
    static final int LEASE_SECONDS = 15;

    private static final String DATABASE = "jenvoy";
    private static final String KEY = "c0ffee".repeat(10) + "c0de";

    private final Path folder;
    private final Witness witness;
    private final List<PostgresServer> databases = new ArrayList<>();
    private final List<ClusterServer> servers = new ArrayList<>();
    private final String replicated;

    /** @param databases the primary first, then its standby if there is one */
    ClusterSite(Path folder, List<PostgresServer> databases) throws IOException {
        this.folder = folder;
        this.databases.addAll(databases);
        this.replicated = databases.size() > 1 ? "required" : "no";
        this.witness = new Witness(folder.resolve("record"));
        WitnessHooks.write(folder.resolve("hooks"), witness.file());
    }

    /** Creates the database of the servers, before there is a standby that has to wait for it. */
    static void createDatabase(PostgresServer primary) {
        primary.sql("postgres", "CREATE DATABASE " + DATABASE + " OWNER " + PostgresServer.USER);
    }

    /** Adds a server, which is not started yet. Options such as {@code --worker} are those of {@code serve}. */
    ClusterServer add(String name, String... options) throws IOException {
        List<BadNetwork> ways = databases.stream()
                .map(database -> BadNetwork.to(database.port()))
                .toList();
        Path own = Files.createDirectories(folder.resolve(name));
        Path config = own.resolve("config.json");
        Files.writeString(config, config(own, ways));
        ClusterServer server = new ClusterServer(name, config, List.of(options), ways);
        servers.add(server);
        return server;
    }

    private String config(Path own, List<BadNetwork> ways) {
        String hosts = ways.stream().map(way -> "127.0.0.1:" + way.port()).collect(Collectors.joining(","));
        String hooks = WitnessHooks.CONCURRENCY.entrySet().stream()
                .map(Map.Entry::toString)
                .map(entry -> entry.split("="))
                .map(hook -> "\"" + hook[0] + "\": {\"concurrency\": \"" + hook[1] + "\"}")
                .collect(Collectors.joining(", "));
        return """
            {
              "http_host": "127.0.0.1", "http_port": 0, "admin_port": 0,
              "github_ips_only": false, "enforce_secret": "%s", "endpoint_key": "%s",
              "hooks_path": "%s", "child_hooks": "delimited", "data_path": "%s",
              "kill_grace": "500ms", "response_timeout": "2s", "shutdown_timeout": "2s", "max_concurrent": 4,
              "hooks": {%s},
              "journal": {"url": "jdbc:postgresql://%s/%s", "user": "%s", "lease": "%ds", "replicated": "%s"}
            }
            """.formatted(
                        SignedSenderClient.SECRET,
                        KEY,
                        folder.resolve("hooks"),
                        own.resolve("data"),
                        hooks,
                        hosts,
                        DATABASE,
                        PostgresServer.USER,
                        LEASE_SECONDS,
                        replicated);
    }

    List<ClusterServer> servers() {
        return servers;
    }

    Witness witness() {
        return witness;
    }

    /** The database that takes writes. */
    PostgresServer primary() {
        return databases.get(0);
    }

    boolean hasStandby() {
        return databases.size() > 1;
    }

    /** Makes the standby the primary, after the primary was killed, and the former primary its standby. */
    void failOver() {
        PostgresServer former = databases.remove(0);
        former.kill();
        primary().promote();
        databases.add(former);
    }

    /** Lets the former primary follow. The new one waits for it again before it says that something is written. */
    void rejoin() {
        databases.get(1).followAfterFailover(primary(), "standby");
    }

    /** Connects to the servers' database, with the schema of the journal. */
    Connection connect() throws SQLException {
        Connection connection = PostgresServer.connect(primary().url(DATABASE));
        connection.setSchema("jenvoy");
        return connection;
    }

    JournaledRuns journaled() throws SQLException {
        try (Connection connection = connect()) {
            return JournaledRuns.read(connection);
        }
    }

    /** Returns the numbers in the first column of a query of the journal. */
    List<Long> numbers(String query) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    /** Ends the servers; the databases belong to the caller that started them. */
    @Override
    public void close() throws IOException {
        servers.forEach(ClusterServer::close);
        witness.close();
    }
}
