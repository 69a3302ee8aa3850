package dev.jenvoy.store.postgres.settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Rules about the way to the database: what lies between, encryption, the clock. */
final class ConnectionRules {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final int NOTICE_MILLIS = 2_000;
    private static final String POOL = "connection pool";

    private final Connection connection;
    private final Optional<PoolProbe.Connector> connector;
    private final InstantSource clock;

    /**
     * @param connection commits each statement by itself
     * @param connector opens another such connection, if there may be one
     */
    ConnectionRules(Connection connection, Optional<PoolProbe.Connector> connector, InstantSource clock) {
        this.connection = connection;
        this.connector = connector;
        this.clock = clock;
    }

    void look(DatabaseFacts facts, Consumer<SettingProblem> problems) throws SQLException {
        if (!facts.encrypted() && !facts.local()) {
            problems.accept(SettingProblem.warning(
                    "encryption",
                    "the connection leaves this machine without TLS: payloads and the password can be read on the way",
                    "add sslmode=verify-full to journal.url"));
        }
        PoolProbe probe = new PoolProbe(connection);
        boolean isDirect = !probe.isPool();
        if (!isDirect && connector.isPresent() && probe.lendsForTransactions(connector.get())) {
            problems.accept(SettingProblem.refused(
                    POOL,
                    "a pool lies between that lends sessions for single transactions, as pgbouncer does with pool_mode"
                            + " = transaction: what servers set, prepare and listen for would be other connections'",
                    "let journal.url name the database itself, or set pool_mode = session for it"));
            return;
        }
        if (!isDirect) {
            problems.accept(SettingProblem.warning(
                    POOL,
                    "a pool such as pgbouncer lies between: settings of connections, messages between servers and the"
                            + " end of a dead server's sessions may not get through",
                    "let journal.url name the database itself"));
        }
        if (!hearsItself()) {
            problems.accept(SettingProblem.warning(
                    "LISTEN",
                    "a message did not come back: servers hear of each other only by looking, a second later",
                    isDirect ? "look into the log of the database" : "let journal.url name the database itself"));
        }
        lookAtClock(problems);
    }

    /** Returns whether this is the problem that settings of a connection do not stay with it. */
    static boolean lendsSessions(SettingProblem problem) {
        return problem.isRefused() && problem.setting().equals(POOL);
    }

    private boolean hearsItself() throws SQLException {
        // A pool may give out negative numbers.
        int told = connection.unwrap(PGConnection.class).getBackendPID();
        String channel = "jenvoy_check_" + Integer.toUnsignedString(told);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            statement.execute("NOTIFY " + channel);
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(NOTICE_MILLIS);
            statement.execute("UNLISTEN " + channel);
            return heard != null && heard.length > 0;
        }
    }

    private void lookAtClock(Consumer<SettingProblem> problems) throws SQLException {
        Instant before = clock.instant();
        long micros;
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            micros = rows.getLong(1);
        }
        Instant after = clock.instant();
        Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
        Duration apart = Duration.between(middle, Instant.EPOCH.plusNanos(micros * 1_000))
                .abs();
        if (apart.compareTo(CLOCK_TOLERANCE) > 0) {
            problems.accept(SettingProblem.warning(
                    "clock",
                    "the database's clock is " + apart.toSeconds()
                            + " s away from this machine's: times in lists and the age of proofs go by this machine's",
                    "set both clocks, for example with chrony"));
        }
    }
}
