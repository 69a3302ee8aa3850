package dev.jenvoy.crash.cluster;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A site with two servers whose senders send, for tests that do one thing to its database. */
record SiteUnderLoad(ClusterSite site, ChaosSenders senders) {

    /** How many deliveries are answered before it is said that deliveries are answered. */
    static final int MANY = 20;

    private static final Duration TO_GO_ON = Duration.ofMinutes(3);
    private static final int SENDERS = 4;

    /** Starts two servers and the senders. Returns when the servers have come. */
    static SiteUnderLoad start(ClusterSite site) throws Exception {
        site.add("both", true);
        site.add("worker", true, "--worker");
        for (ClusterServer server : site.servers()) {
            server.start();
        }
        Awaitility.await("the servers have come")
                .atMost(TO_GO_ON)
                .until(() -> site.servers().stream().allMatch(ClusterServer::hasCome));
        ChaosSenders senders = new ChaosSenders(site, 1);
        senders.start(SENDERS);
        return new SiteUnderLoad(site, senders);
    }

    /** Waits until so many more deliveries are answered with success. */
    void awaitAnswers() {
        int before = senders.answered();
        try {
            Awaitility.await("deliveries are answered")
                    .atMost(TO_GO_ON)
                    .until(() -> senders.answered() >= before + MANY);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** Stops the senders, and returns what is wrong when everything has ended. */
    List<String> violations() throws Exception {
        end();
        return ChaosCheck.violations(site.witness().read(), site.journaled());
    }

    /** Stops the senders, and waits until everything has ended. */
    void end() throws InterruptedException {
        senders.stop();
        Awaitility.await("everything has ended")
                .atMost(TO_GO_ON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> site.numbers("SELECT entry FROM work").isEmpty());
    }

    /** Returns all that the servers said. */
    String said() {
        return String.join(
                "\n",
                site.servers().stream()
                        .flatMap(server -> server.output().stream())
                        .toList());
    }
}
