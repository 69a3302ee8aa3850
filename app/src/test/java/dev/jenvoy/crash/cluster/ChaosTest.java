package dev.jenvoy.crash.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.machine.Component;
import dev.jenvoy.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void nothing_answered_is_lost_and_no_lane_runs_twice_on_bad_days() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        Component.needFile(ClusterServer.faketime(), "faketime");
        long seed = Long.getLong("jenvoy.chaos.seed", System.nanoTime());
        System.out.println("chaos: seed=" + seed);
        try (PostgresServer primary = PostgresServer.durable()) {
            ClusterSite.createDatabase(primary);
            try (PostgresServer standby = primary.standby("standby")) {
                standby.set("synchronous_standby_names", "ANY 1 (standby)");
                primary.set("synchronous_standby_names", "ANY 1 (standby)");
                try (ClusterSite site = new ClusterSite(folder, List.of(primary, standby))) {
                    site.add("intake", "--intake");
                    site.add("both");
                    site.add("worker", "--worker");
                    new ChaosRun(site, seed).run(Duration.ofSeconds(Long.getLong("jenvoy.chaos.seconds", 60)));
                }
            }
        }
    }
}
