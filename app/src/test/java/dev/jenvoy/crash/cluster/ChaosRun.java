package dev.jenvoy.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.cluster.BadDays.Kind;
import dev.jenvoy.crash.cluster.Witnessed.Done;
import dev.jenvoy.crash.cluster.Witnessed.Poisoned;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Senders send, servers run, and one bad day follows the other. At the end everything is compared. */
final class ChaosRun {

    private static final int KILLED = 137;
    private static final int WITHOUT_DATABASE = 1;
    private static final int SENDERS = 4;

    /** How many deliveries are answered between two things that happen, and how long that may take. */
    private static final int SOME = 10;

    private static final Duration TO_LIVE = Duration.ofMinutes(1);

    /** Time for what is slow on a busy machine: servers start, and poisonous deliveries kill some of them again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String UNFINISHED = "SELECT entry FROM delivery WHERE state <= 1";

    private final ClusterSite site;
    private final Random random;
    private final BadDays days;
    private final ChaosSenders senders;
    private final List<Current> current = new ArrayList<>();
    private final Set<String> happened = new HashSet<>();
    private final CountDownLatch never = new CountDownLatch(1);

    ChaosRun(ClusterSite site, long seed) {
        this.site = site;
        this.random = new Random(seed);
        this.senders = new ChaosSenders(site, random.nextLong());
        this.days = new BadDays(site, senders, random);
    }

    /** A bad day that has begun. */
    private record Current(Kind kind, ClusterServer server, long until) {}

    /** Runs for so long, and then as long as the rest takes. Throws if anything was wrong. */
    void run(Duration time) throws Exception {
        for (ClusterServer server : site.servers()) {
            server.start();
        }
        awaitServing();
        senders.start(SENDERS);
        long end = System.nanoTime() + time.toNanos();
        List<Kind> kinds = new ArrayList<>(days.kinds());
        while (System.nanoTime() < end) {
            for (Kind kind : kinds) {
                if (System.nanoTime() + kind.lasts().toNanos() < end) {
                    int before = senders.answered();
                    begin(kind);
                    pause(Duration.ofMillis(1_000 + random.nextInt(2_500)));
                    passDue();
                    awaitLife(before, end);
                }
            }
            Collections.shuffle(kinds, random);
            pause(Duration.ofMillis(500));
            passDue();
        }
        for (Current one : List.copyOf(current)) {
            pass(one);
        }
        for (ClusterServer server : site.servers()) {
            server.start();
        }
        awaitEverybody();
        senders.stop();
        check();
    }

    private void awaitServing() {
        try {
            Awaitility.await("a server takes deliveries")
                    .atMost(PATIENCE)
                    .until(() -> site.servers().stream().anyMatch(server -> server.port() > 0));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** A server that has not come yet would not end in good order either. */
    private void awaitEverybody() {
        try {
            Awaitility.await("every server has come").atMost(PATIENCE).until(() -> {
                startPoisoned();
                return site.servers().stream().allMatch(ClusterServer::hasCome);
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** Returns the last lines of every server. */
    private String said() {
        StringBuilder said = new StringBuilder();
        for (ClusterServer server : site.servers()) {
            List<String> lines = server.output();
            said.append('\n').append(server.name()).append(":\n");
            lines.subList(Math.max(0, lines.size() - 30), lines.size())
                    .forEach(line -> said.append(line).append('\n'));
        }
        return said.toString();
    }

    /** Lets what is under way go on. */
    private void pause(Duration time) throws InterruptedException {
        assertThat(never.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    /**
     * Lets some deliveries through before the next thing happens, while bad days pass in time: servers of a busy machine would
     * do nothing but start.
     */
    private void awaitLife(int before, long end) throws Exception {
        long most = System.nanoTime() + TO_LIVE.toNanos();
        while (senders.answered() < before + SOME && System.nanoTime() < Math.min(most, end)) {
            pause(Duration.ofMillis(200));
            passDue();
        }
    }

    private void begin(Kind kind) throws Exception {
        List<ClusterServer> calm = site.servers().stream()
                .filter(ClusterServer::lives)
                .filter(server -> current.stream().noneMatch(one -> one.server() == server))
                .filter(kind.fits())
                .toList();
        boolean isBusy =
                kind.ofDatabase() && current.stream().anyMatch(one -> one.kind().ofDatabase());
        if (calm.isEmpty() || isBusy) {
            return;
        }
        ClusterServer server = calm.get(random.nextInt(calm.size()));
        Current one = new Current(kind, server, System.nanoTime() + kind.lasts().toNanos());
        site.witness().write(new Done(kind.name() + " begins for " + server.name()));
        current.add(one);
        happened.add(kind.name());
        kind.day().begin(server);
        if (kind.lasts().isZero()) {
            pass(one);
        }
    }

    private void passDue() throws Exception {
        startPoisoned();
        for (Current one : List.copyOf(current)) {
            if (one.until() <= System.nanoTime()) {
                pass(one);
            }
        }
    }

    /** Starts servers again that a hook killed, or whose start the database did not outlast, as a service manager does. */
    private void startPoisoned() throws Exception {
        for (ClusterServer server : site.servers()) {
            if (!server.lives() && current.stream().noneMatch(one -> one.server() == server)) {
                int code = server.process().exitCode();
                assertThat(code)
                        .as(() -> "the end of " + server.name() + ": " + said())
                        .isIn(KILLED, WITHOUT_DATABASE);
                // Nothing else may end a server in this way.
                boolean isWithout = code == WITHOUT_DATABASE
                        && server.output().stream()
                                .anyMatch(line -> line.contains("journal.url cannot be used")
                                        || line.contains("jenvoy: the journal cannot be read"));
                assertThat(isWithout || poisoned().contains(server.number()))
                        .as("a hook killed %s: %s", server.name(), said())
                        .isTrue();
                server.start();
            }
        }
    }

    /** Returns the numbers of servers that hooks killed. */
    private Set<Long> poisoned() throws IOException {
        Set<Long> poisoned = new HashSet<>();
        for (Witnessed line : site.witness().read()) {
            if (line instanceof Poisoned death) {
                poisoned.add(death.server());
            }
        }
        return poisoned;
    }

    private void pass(Current one) throws Exception {
        current.remove(one);
        one.kind().day().pass(one.server());
        site.witness()
                .write(new Done(
                        one.kind().name() + " is over for " + one.server().name()));
    }

    private void check() throws Exception {
        try {
            Awaitility.await("everything has ended")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        startPoisoned();
                        return site.numbers(UNFINISHED).isEmpty()
                                && site.numbers("SELECT entry FROM work").isEmpty();
                    });
        } finally {
            System.out.printf("chaos: %s seen=%s%n", senders.counts(), happened);
        }
        awaitNoOrphans();
        List<String> wrong = ChaosCheck.violations(site.witness().read(), site.journaled());
        assertThat(wrong).as("what is wrong after %s", happened).isEmpty();
        for (ClusterServer server : site.servers()) {
            server.process().terminate();
            assertThat(server.process().exitCode())
                    .as(() -> String.join("\n", server.output()))
                    .isZero();
        }
    }

    /** C11: no hook of a server that is gone is alive. */
    private void awaitNoOrphans() {
        Awaitility.await("no hook of a dead server is alive")
                .atMost(Duration.ofSeconds(ClusterSite.LEASE_SECONDS * 2))
                .until(() -> orphans().isEmpty());
    }

    private List<String> orphans() throws Exception {
        return site.liveHooks().notOf(Set.copyOf(site.numbers("SELECT id FROM server WHERE state <= 1")));
    }
}
