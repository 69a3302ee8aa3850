package dev.jenvoy.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.copy.JournalCopy;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that was copied from SQLite, as the first server in its new place sees it. */
final class CopiedJournalTest {

    private static final String DIGEST =
            PayloadDigest.of("{}".getBytes(StandardCharsets.UTF_8)).hex();

    @TempDir
    private Path folder;

    private final String url = PostgresServer.shared().newDatabase();

    private static void delivery(Store store, long entry, int state) {
        List<String> statements = List.of(
                "INSERT INTO delivery (entry, state, redelivery, received, source, webhook, id, event, owner,"
                        + " repository, branch, deletion, digest) VALUES (" + entry + ", " + state
                        + ", 1, 1000, 'github', '42', 'id" + entry + "', 'push', 'acme', 'site', 'main', 0, '" + DIGEST
                        + "')",
                "INSERT INTO content (entry, headers, size, body) VALUES (" + entry + ", '{}', 2, x'7b7d')",
                "INSERT INTO action (entry, position, kind, name, concurrency, retries, rerun, state, starts)"
                        + " VALUES (" + entry + ", 0, 'hook', 'push', 'ORDERED', 0, 1, 0, 0)");
        for (String statement : statements) {
            store.write(Durability.MACHINE, session -> session.bind(statement).update())
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void its_past_is_shown_and_its_unfinished_deliveries_are_claimed_in_their_order() throws Exception {
        try (DataFolder data = DataFolder.own(folder);
                JournalFile file = JournalFile.open(data)) {
            delivery(file.store(), 7, 0);
            delivery(file.store(), 5, 1);
            delivery(file.store(), 3, 2);
            assertThat(new JournalCopy(file.store(), data.folder("payloads"))
                            .into(url, PostgresServer.USER, "", (table, rows, all) -> {})
                            .unfinished())
                    .isEqualTo(2);
        }
        try (JournalServer server = JournalServer.join(url, new LocalCluster.Air(), true)) {
            List<UnfinishedDelivery> claimed = server.journal.claim(10);
            assertThat(claimed).extracting(one -> one.entry().hold().entry()).containsExactly(5L, 7L);
            assertThat(claimed).extracting(UnfinishedDelivery::suspect).containsExactly(true, false);
            assertThat(server.journal.claim(10)).isEmpty();
            assertThat(server.history
                            .page(HistoryFilter.ALL, OptionalLong.empty(), 10)
                            .deliveries())
                    .extracting(one -> one.entry())
                    .containsExactly(7L, 5L, 3L);
        }
    }
}
