package dev.jenvoy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.config.ToldClock;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is deleted from a real journal, and when. */
class HousekeepingTest {

    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FORTY_DAYS = Duration.ofDays(40);

    @TempDir
    Path folder;

    private final ToldClock wall = new ToldClock(THEN);
    private long nanos = 17;
    private DataFolder data;
    private Storage storage;
    private Journal journal;
    private Config config;

    @BeforeEach
    void open() throws Exception {
        data = DataFolder.own(folder.resolve("data"));
        storage = SqliteStorage.open(data);
        journal = storage.journal();
        Path file = Files.writeString(folder.resolve("config.json"), "{\"retention\": \"30d\"}");
        config = ((LoadResult.Loaded) ConfigFile.locate(file, Map.of(), folder).load()).config();
        byte[] json = {'{', '}'};
        journal.note(
                new Delivery(
                        new DeliveryKey("github", "", "one"),
                        Facts.of(new Event("push")),
                        Payload.of(json),
                        PayloadDigest.of(json),
                        THEN),
                IgnoreReason.UNMATCHED);
        Awaitility.await().until(() -> storage.history().size() == 1);
    }

    @AfterEach
    void close() {
        storage.close();
        data.close();
    }

    private Housekeeping start() {
        return new Housekeeping(
                () -> config,
                new GitHubRanges(URI.create("http://127.0.0.1:1/"), folder.resolve("ranges"), wall),
                new TravisKeys(Optional::empty, wall),
                storage.history(),
                storage.audit(),
                storage.rejections(),
                () -> {},
                () -> true,
                new SteadyClock(wall, () -> nanos),
                () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall.pass(time);
    }

    @Test
    void what_is_older_than_the_retention_is_deleted() {
        Housekeeping housekeeping = start();
        housekeeping.deleteOld();
        pass(Duration.ofDays(30));
        housekeeping.deleteOld();
        assertThat(storage.history().size()).isOne();
        pass(Duration.ofSeconds(1));
        housekeeping.deleteOld();
        assertThat(storage.history().size()).isZero();
    }

    @Test
    void a_clock_that_jumps_ahead_for_a_while_deletes_nothing() {
        Housekeeping housekeeping = start();
        housekeeping.deleteOld();
        wall.pass(FORTY_DAYS);
        for (int minutes = 0; minutes < 23 * 60; minutes++) {
            housekeeping.deleteOld();
            pass(Duration.ofMinutes(1));
        }
        wall.pass(FORTY_DAYS.negated());
        housekeeping.deleteOld();
        assertThat(storage.history().size()).isOne();
    }

    @Test
    void a_server_that_starts_with_a_clock_far_ahead_waits_an_hour() {
        wall.pass(FORTY_DAYS);
        Housekeeping housekeeping = start();
        for (int minutes = 0; minutes < 60; minutes++) {
            housekeeping.deleteOld();
            assertThat(storage.history().size()).isOne();
            pass(Duration.ofMinutes(1));
        }
        housekeeping.deleteOld();
        assertThat(storage.history().size()).isZero();
    }
}
