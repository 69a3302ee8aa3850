package dev.jenvoy.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failovers of the database under load. {@code bench/cluster.sh failovers} does more of them: the property {@code
 * jenvoy.failovers} says how many.
 */
@Tag("long")
@Timeout(7_200)
final class FailoversTest {

    private static final String LOST = "the database lost changes that it had recorded";
    private static final Pattern COUNTED = Pattern.compile("(?m)^jenvoy_journal_lost_total (\\d+)");
    private static final Pattern ADMIN = Pattern.compile("admin listening address=/(\\S+:\\d+)");

    @TempDir
    Path folder;

    @Test
    void failovers_to_a_synchronous_standby_lose_nothing() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        int failovers = Integer.getInteger("jenvoy.failovers", 2);
        try (PostgresServer primary = PostgresServer.durable()) {
            ClusterSite.createDatabase(primary);
            try (PostgresServer standby = primary.standby("standby")) {
                standby.set("synchronous_standby_names", "ANY 1 (standby)");
                primary.set("synchronous_standby_names", "ANY 1 (standby)");
                try (ClusterSite site = new ClusterSite(folder, List.of(primary, standby), Optional.empty())) {
                    SiteUnderLoad load = SiteUnderLoad.start(site);
                    Duration longest = Duration.ZERO;
                    for (int done = 0; done < failovers; done++) {
                        load.awaitAnswers();
                        long since = System.nanoTime();
                        site.failOver();
                        site.rejoin();
                        load.awaitAnswers();
                        Duration outage = Duration.ofNanos(System.nanoTime() - since);
                        longest = outage.compareTo(longest) > 0 ? outage : longest;
                    }
                    List<String> violations = load.violations();
                    Set<String> lost = lost(site);
                    System.out.printf(
                            "failovers: %d synchronous, %s lost=%d longest until %d more were answered=%d s%n",
                            failovers, load.senders().counts(), lost.size(), SiteUnderLoad.MANY, longest.toSeconds());
                    assertThat(lost).isEmpty();
                    assertThat(violations).isEmpty();
                    assertThat(load.said()).doesNotContain(LOST);
                    assertThat(counted(site)).isZero();
                }
            }
        }
    }

    @Test
    void a_failover_to_a_standby_that_lags_loses_what_it_had_not_and_the_servers_say_so() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        try (PostgresServer primary = PostgresServer.durable()) {
            ClusterSite.createDatabase(primary);
            try (PostgresServer standby = primary.standby("standby");
                    ClusterSite site = new ClusterSite(folder, List.of(primary, standby), Optional.empty(), "no")) {
                SiteUnderLoad load = SiteUnderLoad.start(site);
                load.awaitAnswers();
                standby.stopFollowing();
                load.awaitAnswers();

                site.failOver();

                load.awaitAnswers();
                load.end();
                Set<String> lost = lost(site);
                long counted = counted(site);
                System.out.printf(
                        "failovers: 1 asynchronous, %s lost=%d reported=%d%n",
                        load.senders().counts(), lost.size(), counted);
                assertThat(lost).isNotEmpty();
                assertThat(load.said()).contains("ERROR " + LOST);
                assertThat(counted).isPositive();
            }
        }
    }

    /** Returns the deliveries that were answered with success and are not in the journal. */
    private static Set<String> lost(ClusterSite site) throws Exception {
        Set<String> lost = new HashSet<>();
        for (Witnessed line : site.witness().read()) {
            if (line instanceof Witnessed.Answered answer && answer.accepted()) {
                lost.add(answer.id());
            }
        }
        site.journaled().actions().forEach(action -> lost.remove(action.id()));
        return lost;
    }

    /** Returns how often the servers' metrics say that something was lost. */
    private static long counted(ClusterSite site) throws Exception {
        long counted = 0;
        for (ClusterServer server : site.servers()) {
            Matcher address = ADMIN.matcher(String.join("\n", server.output()));
            assertThat(address.find()).isTrue();
            String metrics = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + address.group(1) + "/metrics"))
                                    .timeout(Duration.ofSeconds(60))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher number = COUNTED.matcher(metrics);
            assertThat(number.find()).as(metrics).isTrue();
            counted += Long.parseLong(number.group(1));
        }
        return counted;
    }
}
