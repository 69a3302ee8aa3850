package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.store.DataFolder;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens a journal that the code of schema version 6 wrote: entry 1 succeeded, entry 2 failed in two attempts and dropped
 * its second action, 3 was interrupted by a stop, 4 was running and 5 queued, 6 was deleted, 7 matched no hook.
 */
final class Version6Test {

    @TempDir
    Path folder;

    private DataFolder data;
    private JournalFile file;
    private Journal journal;
    private History history;

    @BeforeEach
    void open() throws Exception {
        Path database = Files.createDirectories(folder.resolve("data")).resolve("journal.db");
        if (!Files.exists(database)) {
            try (InputStream old = Version6Test.class.getResourceAsStream("/dev/jenvoy/journal/version-6.db")) {
                Files.copy(old, database);
            }
        }
        data = DataFolder.own(folder.resolve("data"));
        file = JournalFile.open(data);
        journal = file.journal();
        history = file.history();
    }

    @AfterEach
    void close() {
        file.close();
        data.close();
    }

    @Test
    void deliveries_and_attempts_are_taken_over() {
        assertThat(history.page(HistoryFilter.ALL, OptionalLong.empty(), 10).deliveries())
                .extracting(DeliverySummary::entry)
                .containsExactly(7L, 5L, 4L, 3L, 2L, 1L);
        DeliveryDetail failed = history.delivery(2).orElseThrow();
        assertThat(failed.summary().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(failed.summary().began()).contains(NOON.plusSeconds(1));
        assertThat(failed.headers()).isEqualTo(HEADERS);
        assertThat(failed.actions().get(0).runs())
                .containsExactly(
                        new RecordedRun(
                                1, NOON.plusSeconds(1), Optional.of(Duration.ofSeconds(1)), Optional.of(exited(1))),
                        new RecordedRun(
                                2, NOON.plusSeconds(3), Optional.of(Duration.ofSeconds(2)), Optional.of(exited(2))));
        assertThat(failed.actions().get(1).runs())
                .containsExactly(
                        new RecordedRun(0, NOON.plusSeconds(6), Optional.of(Duration.ZERO), Optional.of(exited(0))));
        assertThat(history.recentRuns(Set.of("hook"), 10))
                .extracting(RunSummary::entry, RunSummary::attempt)
                .containsExactly(tuple(4L, 1), tuple(3L, 1), tuple(2L, 0), tuple(2L, 2), tuple(2L, 1), tuple(1L, 1));
    }

    @Test
    void what_was_printed_is_a_log_without_times() throws Exception {
        DeliveryDetail failed = history.delivery(2).orElseThrow();
        String stdout =
                failed.actions().get(0).runs().get(0).outcome().orElseThrow().stdout();

        LogPiece piece = history.log(2, 0, 1).orElseThrow().read(0).get(0);

        assertThat(((LogPiece.Printed) piece).millis()).isEqualTo(LogPiece.NO_TIME);
        assertThat(new String(((LogPiece.Printed) piece).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(stdout)
                .isNotEmpty();
    }

    @Test
    void filters_and_counts_find_them() {
        assertThat(entries(Set.of(DeliveryState.QUEUED, DeliveryState.RUNNING))).containsExactly(5L, 4L, 3L);
        assertThat(entries(Set.of(DeliveryState.FAILED))).containsExactly(2L);
        assertThat(file.figures()
                        .histogram(
                                HistoryFilter.ALL, NOON.minusSeconds(60), NOON.plusSeconds(60), Duration.ofMinutes(2))
                        .counts())
                .extracting(DeliveryCount::state, DeliveryCount::deliveries)
                .containsExactlyInAnyOrder(
                        tuple(DeliveryState.QUEUED, 1),
                        tuple(DeliveryState.RUNNING, 2),
                        tuple(DeliveryState.SUCCEEDED, 1),
                        tuple(DeliveryState.FAILED, 1),
                        tuple(DeliveryState.UNMATCHED, 1));
    }

    private List<Long> entries(Set<DeliveryState> states) {
        HistoryFilter all = HistoryFilter.ALL;
        HistoryFilter filter = new HistoryFilter(
                all.source(),
                all.event(),
                all.owner(),
                all.repository(),
                all.branch(),
                states,
                all.text(),
                all.from(),
                all.to());
        return history.page(filter, OptionalLong.empty(), 10).deliveries().stream()
                .map(DeliverySummary::entry)
                .toList();
    }

    @Test
    void the_unfinished_are_claimed_and_go_on() {
        List<UnfinishedDelivery> all = journal.claim(1000);
        assertThat(all).extracting(one -> one.entry().id()).containsExactly(3L, 4L, 5L);
        assertThat(all.get(0).actions())
                .containsExactly(new UnfinishedDelivery.Progress.Waiting(
                        Optional.of(NOON.plusSeconds(9)), List.of(NOON.plusSeconds(9))));
        assertThat(all.get(1).actions())
                .containsExactly(new UnfinishedDelivery.Progress.Running(1, "t5", NOON.plusSeconds(9)));
        done(journal.started(new Attempt(SqliteJournal.hold(3), 0, 2), new Start("t6", NOON.plusSeconds(20))));
        done(journal.ended(
                new Attempt(SqliteJournal.hold(3), 0, 2), exited(0), NOON.plusSeconds(21), Duration.ofSeconds(1)));
        done(journal.finished(SqliteJournal.hold(3), DeliveryState.SUCCEEDED, NOON.plusSeconds(21)));
        assertThat(history.delivery(3).orElseThrow().actions().get(0).runs())
                .extracting(RecordedRun::attempt)
                .containsExactly(1, 2);
    }

    @Test
    void numbers_go_on_after_the_largest_that_was_used() throws Exception {
        journal.claim(1000);
        assertThat(history.deleteOlderThan(NOON.plusSeconds(60), 10)).isEqualTo(3);
        close();
        open();
        assertThat(done(journal.append(push("new"), HEADERS, ONE)))
                .isInstanceOfSatisfying(
                        Appended.Accepted.class,
                        accepted -> assertThat(accepted.entry().id()).isEqualTo(8));
    }

    @Test
    void a_small_file_loses_its_pointer_maps() throws Exception {
        assertThat(file.store().<Long>read(session -> session.number("PRAGMA auto_vacuum")))
                .isZero();
        close();
        open();
        assertThat(history.size()).isEqualTo(6);
    }
}
