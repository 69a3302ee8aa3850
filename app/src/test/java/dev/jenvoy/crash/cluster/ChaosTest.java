package dev.jenvoy.crash.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.machine.FakeClock;
import dev.jenvoy.machine.NamespaceNetwork;
import dev.jenvoy.machine.NetworkNamespace;
import dev.jenvoy.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short version of the bad days of several servers; {@code bench/cluster.sh} runs the long one. The property {@code
 * jenvoy.chaos.seconds} says how long, {@code jenvoy.chaos.seed} what happens.
 */
@Tag("chaos")
@Timeout(7_200)
class ChaosTest {

    @TempDir
    Path folder;

    @Test
    void nothing_answered_is_lost_and_no_queue_runs_twice_on_bad_days() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        FakeClock.need();
        long seed = Long.getLong("jenvoy.chaos.seed", System.nanoTime());
        System.out.println("chaos: seed=" + seed);
        if (!NetworkNamespace.areGiven()) {
            System.out.println("chaos: this machine gives no namespaces: proxies take the place of cut networks");
            run(seed, Optional.empty());
            return;
        }
        try (NamespaceNetwork network = NamespaceNetwork.create()) {
            run(seed, Optional.of(network));
        }
    }

    private void run(long seed, Optional<NamespaceNetwork> network) throws Exception {
        try (PostgresServer primary =
                network.map(all -> PostgresServer.durableOn(all.add("d1"))).orElseGet(PostgresServer::durable)) {
            ClusterSite.createDatabase(primary);
            try (PostgresServer standby = network.map(all -> primary.standbyOn(all.add("d2"), "standby"))
                    .orElseGet(() -> primary.standby("standby"))) {
                standby.set("synchronous_standby_names", "ANY 1 (standby)");
                primary.set("synchronous_standby_names", "ANY 1 (standby)");
                try (ClusterSite site = new ClusterSite(folder, List.of(primary, standby), network)) {
                    site.add("intake", false, "--intake");
                    site.add("both", true);
                    site.add("worker", false, "--worker");
                    new ChaosRun(site, seed).run(Duration.ofSeconds(Long.getLong("jenvoy.chaos.seconds", 45)));
                }
            }
        }
    }
}
