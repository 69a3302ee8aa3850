package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system in memory, which only root can mount. */
final class FullDiskTest {

    @TempDir
    Path folder;

    private Path disk;
    private DataFolder data;
    private JournalFile file;
    private Journal journal;

    @BeforeEach
    void mount() throws Exception {
        try (DataFolder first = DataFolder.own(folder.resolve("first"))) {
            JournalFile.open(first).close(); // SQLite's library is loaded from here, not from the small disk.
        }
        disk = Files.createDirectory(folder.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) != 0) {
            disk = null;
            abort("needs root and mount(8) to make a small file system");
        }
        data = DataFolder.own(disk.resolve("data"));
        file = JournalFile.open(data);
        journal = file.journal();
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            try {
                file.close();
                data.close();
            } finally {
                assertThat(run("umount", disk.toString())).isZero();
            }
        }
    }

    @Test
    void a_full_disk_refuses_new_work_keeps_what_runs_and_recovers_by_itself() throws Exception {
        long running = ((Appended.Accepted) done(journal.append(push("running"), HEADERS, ONE)))
                .entry()
                .id();
        done(journal.started(new Attempt(SqliteJournal.hold(running), 0, 1), new Start("token", NOON)));
        int accepted = fill();
        Path ballast = fillTheRest();
        assertThat(file.store().trouble()).contains("the disk is full");
        assertThat(done(journal.append(push("refused"), HEADERS, ONE)))
                .isEqualTo(new Appended.NoRoom("the disk is full"));
        journal.note(push("dropped"), IgnoreReason.PONG);
        CompletableFuture<Ownership> ended = journal.ended(
                        new Attempt(SqliteJournal.hold(running), 0, 1), exited(0), NOON, Duration.ZERO)
                .toCompletableFuture();
        CompletableFuture<Ownership> finished = journal.finished(
                        SqliteJournal.hold(running), DeliveryState.SUCCEEDED, NOON)
                .toCompletableFuture();
        assertThat(file.history().delivery(running).orElseThrow().summary().state())
                .isEqualTo(DeliveryState.RUNNING);
        assertThat(ended).isNotDone();

        Files.delete(ballast);
        assertThat(run("mount", "-o", "remount,size=32m", disk.toString())).isZero();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> file.store().trouble().isEmpty());
        done(ended);
        done(finished);
        assertThat(file.history().delivery(running).orElseThrow().summary().state())
                .isEqualTo(DeliveryState.SUCCEEDED);
        assertThat(done(journal.append(push("refused"), HEADERS, ONE))).isInstanceOf(Appended.Accepted.class);

        file.close();
        file = JournalFile.open(data);
        journal = file.journal();
        assertThat(journal.claim(1000)).hasSize(accepted + 1);
    }

    @Test
    void a_server_that_stops_while_the_disk_is_full_finds_everything_at_its_next_start() throws Exception {
        long running = ((Appended.Accepted) done(journal.append(push("running"), HEADERS, ONE)))
                .entry()
                .id();
        done(journal.started(new Attempt(SqliteJournal.hold(running), 0, 1), new Start("token", NOON)));
        int accepted = fill();
        Path ballast = fillTheRest();
        CompletableFuture<Ownership> ended = journal.ended(
                        new Attempt(SqliteJournal.hold(running), 0, 1), exited(0), NOON, Duration.ZERO)
                .toCompletableFuture();
        file.close();
        assertThat(ended).isCompletedExceptionally();

        Files.delete(ballast);
        assertThat(run("mount", "-o", "remount,size=32m", disk.toString())).isZero();
        file = JournalFile.open(data);
        journal = file.journal();
        assertThat(journal.claim(1000)).hasSize(accepted + 1).first().matches(UnfinishedDelivery::suspect);
        assertThat(file.history()
                        .page(HistoryFilter.ALL, OptionalLong.empty(), 1)
                        .deliveries())
                .hasSize(1);
    }

    /** Accepts until there is no room. */
    private int fill() {
        String json = "{\"x\":\"" + "y".repeat(50_000) + "\"}";
        for (int i = 0; ; i++) {
            Delivery delivery = JournalSamples.delivery("d" + i, JournalSamples.facts("push", "site"), json, NOON);
            if (done(journal.append(delivery, HEADERS, ONE)) instanceof Appended.NoRoom) {
                return i;
            }
        }
    }

    /** Leaves not one page, so that what waits cannot slip in. */
    private Path fillTheRest() throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] page = new byte[4096];
            while (Files.exists(ballast)) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        return ballast;
    }

    private static int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
