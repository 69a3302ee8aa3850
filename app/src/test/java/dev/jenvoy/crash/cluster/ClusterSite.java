package dev.jenvoy.crash.cluster;

import dev.jenvoy.crash.kit.SignedSenderClient;
import dev.jenvoy.machine.NamespaceNetwork;
import dev.jenvoy.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<NamespaceNetwork> network;
    private final LiveHooks liveHooks;

    /**
     * @param databases the primary first, then its standby if there is one
     * @param network in which the databases are, for machines of the servers
     */
    ClusterSite(Path folder, List<PostgresServer> databases, Optional<NamespaceNetwork> network) throws IOException {
        this(folder, databases, network, databases.size() > 1 ? "required" : "no");
    }

    /**
     * Makes a site as the other constructor does.
     *
     * @param replicated what the servers' configuration says of the standby
     */
    ClusterSite(Path folder, List<PostgresServer> databases, Optional<NamespaceNetwork> network, String replicated)
            throws IOException {
        this.folder = folder;
        this.network = network;
        this.liveHooks = new LiveHooks(folder);
        this.databases.addAll(databases);
        this.replicated = replicated;
        this.witness = new Witness(folder.resolve("record"));
        WitnessHooks.write(folder.resolve("hooks"), witness.file());
    }

    /** Creates the database of the servers, before there is a standby that has to wait for it. */
    static void createDatabase(PostgresServer primary) {
        primary.sql("postgres", "CREATE DATABASE " + DATABASE + " OWNER " + PostgresServer.USER);
    }

    /**
     * Adds a server on a machine of its own, which is not started yet.
     *
     * @param proxied whether it reaches the databases through proxies, also where it has a network of its own
     * @param options of {@code serve}, such as {@code --worker}
     */
    void add(String name, boolean proxied, String... options) throws IOException {
        ClusterMachine machine = new ClusterMachine(
                network.map(all -> all.add("m" + (servers.size() + 1))),
                databases.stream().map(PostgresServer::address).toList(),
                proxied);
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("config.json"), config(own, machine.databases()));
        servers.add(new ClusterServer(name, own, List.of(options), machine));
    }

    private String config(Path own, List<InetSocketAddress> ways) {
        String hosts = ways.stream()
                .map(way -> way.getAddress().getHostAddress() + ":" + way.getPort())
                .collect(Collectors.joining(","));
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

    /** The hooks of these servers that are alive. */
    LiveHooks liveHooks() {
        return liveHooks;
    }

    Path folder() {
        return folder;
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

    /** Returns whether the databases have machines of their own. */
    boolean hasMachinesOfDatabases() {
        return hasStandby()
                && databases.stream().allMatch(database -> database.machine().isPresent());
    }

    NamespaceNetwork.Machine machineOfPrimary() {
        return primary().machine().orElseThrow();
    }

    NamespaceNetwork.Machine machineOfStandby() {
        return databases.get(1).machine().orElseThrow();
    }

    /** Returns whether another server took over from the one with this number. */
    boolean isTakenOver(long number) {
        return primary()
                .sql(DATABASE, "SELECT state FROM jenvoy.server WHERE id = " + number)
                .contains("2");
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
