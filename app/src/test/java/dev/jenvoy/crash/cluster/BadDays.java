package dev.jenvoy.crash.cluster;

import dev.jenvoy.crash.cluster.Witnessed.Frozen;
import dev.jenvoy.crash.cluster.Witnessed.Thawed;
import dev.jenvoy.postgres.BadNetwork;
import dev.jenvoy.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What may happen to servers and their database, and how each thing passes. Not thread-safe. */
final class BadDays {

    /** Longer than a server may be silent before others take over from it: the lease, a hook's grace and five seconds. */
    private static final Duration LONG = Duration.ofSeconds(ClusterSite.LEASE_SECONDS + 8);

    private static final Duration SHORT = Duration.ofSeconds(4);

    /** Less than the clock of a machine may be wrong by. */
    private static final List<String> CLOCKS = List.of("+10m", "-10m", "");

    private static final Duration SLOW = Duration.ofMillis(200);

    /** How long hooks of a machine that was frozen may run on when it goes on: until their guard or their server looks. */
    private static final Duration MOMENTS = Duration.ofSeconds(20);

    private final ClusterSite site;
    private final ChaosSenders senders;
    private final Random random;
    private final Map<ClusterServer, Long> frozen = new HashMap<>();

    /** Those whose process does nothing at the moment, for whatever reason. */
    private final Set<ClusterServer> stopped = new HashSet<>();

    BadDays(ClusterSite site, ChaosSenders senders, Random random) {
        this.site = site;
        this.senders = senders;
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
     * @param fits whether it can happen to a server
     */
    record Kind(String name, Duration lasts, boolean ofDatabase, Predicate<ClusterServer> fits, BadDay day) {

        Kind where(Predicate<ClusterServer> server) {
            return new Kind(name, lasts, ofDatabase, server, day);
        }
    }

    private static Kind ofServer(String name, Duration lasts, Step begin, Step pass) {
        return new Kind(name, lasts, false, server -> true, then(begin, pass));
    }

    private static Kind ofDatabase(String name, Duration lasts, Step begin, Step pass) {
        return new Kind(name, lasts, true, server -> true, then(begin, pass));
    }

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

    private static final Step NOTHING = server -> {};

    /** Returns all kinds that fit one of the servers, which run; the most telling ones first: a short run has time for those. */
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(
                ofServer("kill -9, others take over", LONG, ClusterServer::kill, ClusterServer::start),
                ofDatabase("kill -9 of the database", Duration.ZERO, server -> restartDatabase(""), NOTHING),
                ofServer("frozen with its hooks, others take over", LONG, this::freezeLong, this::thawLong)
                        .where(server -> server.machine().canFreeze()),
                ofServer("kill -9, and a start at once", Duration.ZERO, ClusterServer::kill, ClusterServer::start),
                ofServer(
                        "a silent cut, others take over",
                        LONG,
                        server -> server.machine().silence(),
                        server -> server.machine().speak()),
                ofServer(
                        "a poisonous delivery",
                        Duration.ZERO,
                        server -> senders.poison(1 + random.nextInt(5)),
                        NOTHING),
                ofServer(
                                "an orderly restart with another clock",
                                Duration.ZERO,
                                this::stopInOrder,
                                ClusterServer::start)
                        .where(ClusterServer::hasCome),
                ofServer(
                                "what it sends is lost, others take over",
                                LONG,
                                server -> server.machine().network().mute(),
                                server -> server.machine().network().mend())
                        .where(server -> server.machine().hasOwnNetwork()),
                ofServer("SIGSTOP for a moment", SHORT, this::stop, this::goOn),
                ofServer(
                                "broken connections",
                                Duration.ZERO,
                                server -> server.machine().proxies().forEach(BadNetwork::resetAll),
                                NOTHING)
                        .where(server -> server.machine().hasProxies()),
                ofServer(
                        "a silent cut for a moment",
                        SHORT,
                        server -> server.machine().silence(),
                        server -> server.machine().speak()),
                ofServer("frozen with its hooks for a moment", SHORT, this::freeze, this::thaw)
                        .where(server -> server.machine().canFreeze()),
                ofDatabase(
                        "the database starts with another clock",
                        Duration.ZERO,
                        server -> restartDatabase(CLOCKS.get(random.nextInt(CLOCKS.size()))),
                        NOTHING),
                ofServer("SIGSTOP, others take over", LONG, this::stop, this::goOn),
                ofServer(
                                "what is sent to it is lost, others take over",
                                LONG,
                                server -> server.machine().network().deafen(),
                                server -> server.machine().network().mend())
                        .where(server -> server.machine().hasOwnNetwork()),
                ofServer(
                                "a slow network",
                                LONG,
                                server -> server.machine().proxies().forEach(proxy -> proxy.delay(SLOW)),
                                server -> server.machine().proxies().forEach(proxy -> proxy.delay(Duration.ZERO)))
                        .where(server -> server.machine().hasProxies()),
                ofDatabase("all sessions ended", Duration.ZERO, server -> endSessions(), NOTHING),
                new Kind("a held snapshot", LONG, true, server -> true, new HeldSnapshot(site)),
                ofDatabase("a rolling restart", Duration.ZERO, server -> restartAll(), NOTHING)));
        if (site.hasStandby()) {
            kinds.add(1, ofDatabase("failover", Duration.ZERO, server -> site.failOver(), server -> site.rejoin()));
        }
        if (site.hasMachinesOfDatabases()) {
            kinds.add(ofDatabase(
                    "the database is cut off",
                    LONG,
                    server -> site.machineOfPrimary().unplug(),
                    server -> site.machineOfPrimary().plug()));
            kinds.add(ofDatabase(
                    "the standby is cut off",
                    SHORT,
                    server -> site.machineOfStandby().unplug(),
                    server -> site.machineOfStandby().plug()));
        }
        return kinds.stream()
                .filter(kind -> site.servers().stream().anyMatch(kind.fits()))
                .toList();
    }

    private void stop(ClusterServer server) throws Exception {
        server.process().signal("STOP");
        stopped.add(server);
    }

    private void goOn(ClusterServer server) throws Exception {
        server.process().signal("CONT");
        stopped.remove(server);
    }

    private void freeze(ClusterServer server) {
        server.machine().freeze();
        stopped.add(server);
    }

    private void thaw(ClusterServer server) {
        server.machine().thaw();
        stopped.remove(server);
    }

    /** From here to {@link #thawLong} its queues may run elsewhere, too: no lease closes that gap. */
    private void freezeLong(ClusterServer server) throws Exception {
        freeze(server);
        long number = server.number();
        frozen.put(server, number);
        site.witness().write(new Frozen(number));
    }

    private void thawLong(ClusterServer server) {
        thaw(server);
        long number = frozen.remove(server);
        boolean isTakenOver = site.isTakenOver(number);
        if (isTakenOver) {
            Awaitility.await("the hooks of a server that was frozen end")
                    .atMost(MOMENTS)
                    .until(() -> site.liveHooks().of(one -> one == number).isEmpty());
        }
        site.witness().write(new Thawed(number));
    }

    private void restartDatabase(String clock) {
        site.primary().kill();
        site.primary().setClock(clock);
        site.primary().restart();
    }

    private void stopInOrder(ClusterServer server) throws Exception {
        server.process().terminate();
        // A poisonous hook may have killed it meanwhile.
        int unusedCode = server.process().exitCode();
        server.setClock(CLOCKS.get(random.nextInt(CLOCKS.size())));
    }

    /**
     * As a change of versions does it: the next one follows when the one before has come. One that is stopped or frozen would not
     * hear that it is to end.
     */
    private void restartAll() throws Exception {
        for (ClusterServer server : site.servers()) {
            if (server.hasCome() && !stopped.contains(server)) {
                server.process().terminate();
                int unusedCode = server.process().exitCode();
                server.start();
            }
        }
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
