package dev.jenvoy.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.cluster.BadDays.Kind;
import dev.jenvoy.crash.cluster.Witnessed.Done;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Senders send, servers run, and one bad day follows the other. At the end everything is compared. */
final class ChaosRun {

    private static final int SENDERS = 4;
    private static final Duration TO_END = Duration.ofSeconds(120);
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
        this.days = new BadDays(site, random);
        this.senders = new ChaosSenders(site, random.nextLong());
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
                    begin(kind);
                    pause(Duration.ofMillis(1_000 + random.nextInt(2_500)));
                    passDue();
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
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> site.servers().stream().anyMatch(server -> server.port() > 0));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** A server that has not come yet would not end in good order either. */
    private void awaitEverybody() {
        try {
            Awaitility.await("every server has come")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> site.servers().stream().allMatch(ClusterServer::hasCome));
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

    private void begin(Kind kind) throws Exception {
        List<ClusterServer> calm = site.servers().stream()
                .filter(ClusterServer::lives)
                .filter(server -> current.stream().noneMatch(one -> one.server() == server))
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
        for (Current one : List.copyOf(current)) {
            if (one.until() <= System.nanoTime()) {
                pass(one);
            }
        }
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
                    .atMost(TO_END)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> site.numbers(UNFINISHED).isEmpty()
                            && site.numbers("SELECT entry FROM work").isEmpty());
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
        Set<String> live = new HashSet<>();
        site.numbers("SELECT id FROM server WHERE state <= 1").forEach(number -> live.add("JENVOY_SERVER=" + number));
        String ofThisRun = site.witness().file().getParent().toString();
        List<String> orphans = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                List<String> environment = environment(process);
                boolean isHook = environment.stream().anyMatch(variable -> variable.startsWith("JENVOY_SERVER="))
                        && environment.stream().anyMatch(variable -> variable.contains(ofThisRun));
                if (isHook && environment.stream().noneMatch(live::contains)) {
                    orphans.add(process.getFileName().toString());
                }
            }
        }
        return orphans;
    }

    private static List<String> environment(Path process) {
        try {
            return List.of(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
