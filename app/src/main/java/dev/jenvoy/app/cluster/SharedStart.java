package dev.jenvoy.app.cluster;

import dev.jenvoy.app.keep.DatabaseCheck;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.postgres.ClusterOptions;
import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.storage.postgres.PostgresStorage;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the storage that servers share. Loaded only where one is configured. */
public final class SharedStart {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What orchestrators and shells call this machine. */
    private static final String HOST = "HOSTNAME";

    private SharedStart() {}

    /**
     * Waits for the database for a minute, looks whether it keeps what it promises, and becomes one of its servers. Blocks.
     *
     * @param folder the data folder, which this process owns
     * @param version of this program
     * @param killGrace the longest time that a hook gets to end
     * @param stop ends the wait
     * @throws StoreRefusedException when the database is not there, or may not be used, with instructions
     * @throws InterruptedException when the server is asked to stop while it waits
     */
    public static Storage open(
            JournalOptions options,
            Set<ServerRole> roles,
            Path folder,
            Map<String, String> environment,
            String version,
            Supplier<Duration> killGrace,
            StopRequest stop)
            throws StoreRefusedException, InterruptedException {
        PostgresConnections connections = new PostgresConnections(new PostgresOptions(
                options.url(), options.user(), options.passwordText().orElse(null), PostgresOptions.SCHEMA));
        await(connections, stop);
        DatabaseCheck check = DatabaseCheck.of(options);
        check.warnings().forEach(warning -> LOG.warn("{}", warning));
        if (!check.faults().isEmpty()) {
            throw refused(String.join("; ", check.faults()), null);
        }
        String machine = machine(environment);
        try {
            Storage storage = PostgresStorage.open(
                    connections,
                    new ClusterOptions(
                            environment.getOrDefault("JENVOY_NAME", machine),
                            machine,
                            roles,
                            DatabaseTables.SCHEMA.version(),
                            version,
                            options.lease(),
                            killGrace),
                    options.replicated(),
                    folder,
                    () -> GuardedRuns.endOrphans(folder, killGrace.get()));
            LOG.info(
                    "journal=postgresql server={} roles={}",
                    storage.cluster().orElseThrow().number(),
                    String.join(
                            ",", roles.stream().sorted().map(ServerRole::word).toList()));
            return storage;
        } catch (SQLException | IOException e) {
            throw refused("the database of journal.url cannot be used: " + e.getMessage(), e);
        }
    }

    private static void await(PostgresConnections connections, StopRequest stop)
            throws StoreRefusedException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean isSaid = false;
        while (true) {
            try (Connection connection = connections.open("jenvoy")) {
                LOG.debug("the database answers schema={}", connection.getSchema());
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0 || isRefusal(e)) {
                    throw refused("the database of journal.url cannot be used: " + e.getMessage(), e);
                }
                if (!isSaid) {
                    LOG.warn("waiting for the database cause=\"{}\"", e.getMessage());
                    isSaid = true;
                }
            }
            stop.pause(PAUSE);
        }
    }

    /** Returns whether the database is there and does not let this role in: time does not mend that. */
    private static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("28") || state.startsWith("3D"));
    }

    private static StoreRefusedException refused(String words, @Nullable Throwable cause) {
        return cause == null
                ? new StoreRefusedException(StoreRefusedException.Reason.UNUSABLE, words)
                : new StoreRefusedException(StoreRefusedException.Reason.UNUSABLE, words, cause);
    }

    private static String machine(Map<String, String> environment) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return environment.getOrDefault(HOST, "unknown");
        }
    }
}
