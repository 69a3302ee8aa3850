package dev.jenvoy.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import dev.jenvoy.machine.NetworkNamespace;
import dev.jenvoy.postgres.PostgresServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database is full for a while. */
@Tag("long")
@Timeout(600)
final class FullDatabaseTest {

    private static final int MEGABYTES = 400;
    private static final int PADDING = 200_000;
    private static final Duration TO_REFUSE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @BeforeEach
    void needsADisk() {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        assumeTrue(NetworkNamespace.areGiven(), "this account may not mount anything");
    }

    @Test
    void deliveries_are_refused_while_the_database_has_no_room_and_nothing_answered_is_lost() throws Exception {
        whileItIsFull(database -> {});
    }

    @Test
    void a_database_that_ends_because_its_log_has_no_room_loses_nothing_that_was_answered() throws Exception {
        whileItIsFull(PostgresServer::endBySwitchingLog);
    }

    private void whileItIsFull(Consumer<PostgresServer> meanwhile) throws Exception {
        try (PostgresServer database = PostgresServer.durableOnDisk(MEGABYTES)) {
            ClusterSite.createDatabase(database);
            try (ClusterSite site = new ClusterSite(folder, List.of(database), Optional.empty())) {
                SiteUnderLoad load = SiteUnderLoad.start(site);
                load.awaitAnswers();

                database.fillDisk();
                meanwhile.accept(database);

                Awaitility.await("a delivery is refused, with a time to come again")
                        .atMost(TO_REFUSE)
                        // One whose transaction was under way has no answer until it is known how that ended.
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .untilAsserted(() -> {
                            HttpResponse<String> refused = send(site);
                            assertThat(refused.statusCode()).isEqualTo(503);
                            assertThat(refused.headers().firstValue("Retry-After"))
                                    .isPresent();
                        });
                database.freeDisk();

                load.awaitAnswers();
                assertThat(load.violations()).isEmpty();
            }
        }
    }

    private static HttpResponse<String> send(ClusterSite site) throws Exception {
        String id = "full" + System.nanoTime();
        byte[] body = SignedSenderClient.payload(id, "unwitnessed", PADDING);
        return new SignedSenderClient()
                .send(site.servers().get(0).port(), id, "push", body, SignedSenderClient.signature(body));
    }
}
