package dev.jenvoy.crash.cluster;

import dev.jenvoy.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What may happen to servers and their database, and how each thing passes. Not thread-safe. */
final class BadDays {

    /** Longer than a server may be silent before others take over from it: the lease, a hook's grace and five seconds. */
    private static final Duration LONG = Duration.ofSeconds(ClusterSite.LEASE_SECONDS + 8);

    private static final Duration SHORT = Duration.ofSeconds(4);

    /** Less than the clock of a machine may be wrong by. */
    private static final List<String> CLOCKS = List.of("+10m", "-10m", "");

    private final ClusterSite site;
    private final Random random;

    BadDays(ClusterSite site, Random random) {
        this.site = site;
        this.random = random;
    }

    /** Something bad: it begins, lasts a while, and passes. */
    interface BadDay {
        void begin(ClusterServer server) throws Exception;

        void pass(ClusterServer server) throws Exception;
    }

    /**
     * A kind of bad day.
     *
     * @param ofDatabase it concerns all servers
     */
    record Kind(String name, Duration lasts, boolean ofDatabase, BadDay day) {}

    private static Kind ofServer(String name, Duration lasts, BadDay day) {
        return new Kind(name, lasts, false, day);
    }

    private static Kind ofDatabase(String name, Duration lasts, BadDay day) {
        return new Kind(name, lasts, true, day);
    }

    /** A thing that is over at once, or that only a start ends. */
    private static BadDay then(Step begin, Step pass) {
        return new BadDay() {
            @Override
            public void begin(ClusterServer server) throws Exception {
                begin.on(server);
            }

            @Override
            public void pass(ClusterServer server) throws Exception {
                pass.on(server);
            }
        };
    }

    /** Something that is done to a server. */
    private interface Step {
        void on(ClusterServer server) throws Exception;
    }

    /** Returns all kinds, the most telling ones first: a short run has time for those. */
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(
                ofServer("kill -9, others take over", LONG, then(ClusterServer::kill, ClusterServer::start)),
                ofDatabase("kill -9 of the database", Duration.ZERO, then(server -> restartDatabase(), server -> {})),
                ofServer(
                        "kill -9, and a start at once", Duration.ZERO, then(ClusterServer::kill, ClusterServer::start)),
                ofServer(
                        "SIGSTOP for a moment",
                        SHORT,
                        then(
                                server -> server.process().signal("STOP"),
                                server -> server.process().signal("CONT"))),
                ofServer("a silent cut, others take over", LONG, then(ClusterServer::silence, ClusterServer::speak)),
                ofServer(
                        "an orderly restart with another clock",
                        Duration.ZERO,
                        then(this::stopInOrder, ClusterServer::start)),
                ofServer("broken connections", Duration.ZERO, then(ClusterServer::breakConnections, server -> {})),
                ofServer("a silent cut for a moment", SHORT, then(ClusterServer::silence, ClusterServer::speak)),
                ofServer(
                        "SIGSTOP, others take over",
                        LONG,
                        then(
                                server -> server.process().signal("STOP"),
                                server -> server.process().signal("CONT"))),
                ofDatabase("all sessions ended", Duration.ZERO, then(server -> endSessions(), server -> {})),
                ofDatabase("a held snapshot", LONG, new HeldSnapshot(site))));
        if (site.hasStandby()) {
            kinds.add(
                    1, ofDatabase("failover", Duration.ZERO, then(server -> site.failOver(), server -> site.rejoin())));
        }
        return kinds;
    }

    private void restartDatabase() {
        site.primary().kill();
        site.primary().restart();
    }

    private void stopInOrder(ClusterServer server) throws Exception {
        server.process().terminate();
        server.process().exitCode();
        server.setClock(CLOCKS.get(random.nextInt(CLOCKS.size())));
    }

    private void endSessions() {
        site.primary()
                .sql(
                        "postgres",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + PostgresServer.USER
                                + "'");
    }

    /** A transaction that sees an old state keeps all dead rows since then. */
    private static final class HeldSnapshot implements BadDay {

        private final ClusterSite site;
        private final List<Connection> held = new ArrayList<>();

        HeldSnapshot(ClusterSite site) {
            this.site = site;
        }

        @Override
        public void begin(ClusterServer server) throws Exception {
            Connection connection = site.connect();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT count(*) FROM delivery");
            }
            held.add(connection);
        }

        @Override
        public void pass(ClusterServer server) throws Exception {
            held.remove(0).close();
        }
    }
}
