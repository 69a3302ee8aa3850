package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of a journal take of the disk, and how they give it back. */
final class JournalSpaceTest {

    @TempDir
    Path folder;

    private DataFolder data;
    private JournalFile file;
    private Journal journal;
    private History history;

    @BeforeEach
    void open() throws Exception {
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
    void old_ended_deliveries_are_deleted_in_steps_with_their_payload_files() throws IOException {
        List<Path> spools = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Delivery small = push("d" + i, "site", NOON.plusSeconds(i));
            Path spool = Files.writeString(folder.resolve("spool" + i), "{}");
            spools.add(spool);
            Payload payload = Payload.in(spool, 2);
            long entry = accept(new Delivery(small.key(), small.facts(), payload, small.digest(), small.received()));
            if (i != 1) {
                finish(entry, DeliveryState.SUCCEEDED);
            }
            payload.discard();
        }
        assertThat(payloadFiles()).hasSize(7);
        Instant cut = NOON.plusSeconds(5);
        assertThat(history.deleteOlderThan(cut, 3)).isEqualTo(3);
        assertThat(history.deleteOlderThan(cut, 3)).isEqualTo(1);
        assertThat(history.deleteOlderThan(cut, 3)).isZero();
        assertThat(history.page(HistoryFilter.ALL, OptionalLong.empty(), 10).deliveries())
                .extracting(one -> one.key().id())
                .containsExactly("d6", "d5", "d1");
        assertThat(payloadFiles()).hasSize(3);
    }

    @Test
    void a_journal_whose_count_was_lost_goes_on_after_its_last_entry() throws Exception {
        accept(push("d1"));
        accept(push("d2"));
        long last = accept(push("d3"));
        done(file.store().write(Durability.MACHINE, session -> {
            session.run("DELETE FROM retired");
            return true;
        }));
        close();
        open();
        assertThat(accept(push("d4"))).isEqualTo(last + 1);
    }

    @Test
    void the_start_after_a_deletion_gives_space_back() throws Exception {
        String big = "{\"x\":\"" + "y".repeat(100_000) + "\"}";
        for (int i = 0; i < 100; i++) {
            long entry = accept(JournalSamples.delivery("d" + i, JournalSamples.facts("push", "site"), big, NOON));
            finish(entry, DeliveryState.SUCCEEDED);
        }
        close();
        long before = Files.size(data.path().resolve("journal.db"));
        open();
        assertThat(before).isGreaterThan(10_000_000);
        assertThat(history.deleteOlderThan(NOON.plusSeconds(1), 500)).isEqualTo(100);
        close();
        assertThat(Files.size(data.path().resolve("journal.db"))).isGreaterThan(before / 2);
        open();
        close();
        assertThat(Files.size(data.path().resolve("journal.db"))).isLessThan(before / 20);
        open();
    }

    @Test
    void a_deletion_makes_room_for_new_deliveries() throws Exception {
        String big = "{\"x\":\"" + "y".repeat(100_000) + "\"}";
        long before = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                String id = round + "-" + i;
                long entry = accept(JournalSamples.delivery(id, JournalSamples.facts("push", "site"), big, NOON));
                finish(entry, DeliveryState.SUCCEEDED);
            }
            assertThat(history.deleteOlderThan(NOON.plusSeconds(1), 500)).isEqualTo(20);
            long pages = file.store().read(session -> session.number("PRAGMA page_count"));
            assertThat(pages).isLessThanOrEqualTo(round == 0 ? pages : before + 5);
            before = round == 0 ? pages : before;
        }
    }

    @Test
    void payload_files_that_no_row_names_are_deleted_at_start() throws Exception {
        close();
        Path stray = Files.writeString(data.path().resolve("payloads/stray"), "{}");
        open();
        assertThat(stray).doesNotExist();
    }

    private List<Path> payloadFiles() throws IOException {
        try (var files = Files.list(data.path().resolve("payloads"))) {
            return files.toList();
        }
    }

    private long accept(Delivery delivery) {
        return ((Appended.Accepted) done(journal.append(delivery, HEADERS, ONE)))
                .entry()
                .id();
    }

    private void finish(long entry, DeliveryState state) {
        done(journal.dropped(SqliteJournal.hold(entry), 0, exited(0), NOON));
        done(journal.finished(SqliteJournal.hold(entry), state, NOON));
    }
}
