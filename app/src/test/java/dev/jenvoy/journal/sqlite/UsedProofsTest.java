package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.UsedProofs.Noted;
import dev.jenvoy.journal.sql.SqlUsedProofs;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.sqlite.SqliteStore;
import dev.jenvoy.store.time.Micros;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which proofs were used. */
final class UsedProofsTest {

    private static final Duration FIVE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final ToldClock clock = new ToldClock(JournalSamples.NOON);
    private DataFolder data;
    private SqliteStore store;
    private UsedProofs proofs;

    @BeforeEach
    void open() throws Exception {
        open(folder.resolve("data"));
    }

    private void open(Path path) throws Exception {
        data = DataFolder.own(path);
        store = SqliteStore.open(data, Tables.SCHEMA);
        proofs = SqlUsedProofs.in(store, clock);
    }

    @AfterEach
    void close() {
        store.close();
        data.close();
    }

    private Noted note(String proof) throws Exception {
        return done(proofs.note(proof, clock.instant().plus(FIVE)));
    }

    private long rows() throws Exception {
        return store.read(session -> session.number("SELECT count(*) FROM proof"));
    }

    @Test
    void a_proof_is_new_once() throws Exception {
        assertThat(note("one")).isEqualTo(Noted.NEW);
        assertThat(note("one")).isEqualTo(Noted.KNOWN);
        assertThat(note("two")).isEqualTo(Noted.NEW);
        assertThat(note("one")).isEqualTo(Noted.KNOWN);
    }

    @Test
    void of_many_at_once_one_is_the_first() throws Exception {
        List<CompletionStage<Noted>> all = new ArrayList<>();
        Instant until = clock.instant().plus(FIVE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < 25; j++) {
                    CompletionStage<Noted> noted = proofs.note("same", until);
                    synchronized (all) {
                        all.add(noted);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        int firsts = 0;
        for (CompletionStage<Noted> one : all) {
            firsts += done(one) == Noted.NEW ? 1 : 0;
        }
        assertThat(all).hasSize(200);
        assertThat(firsts).isEqualTo(1);
    }

    @Test
    void it_is_known_still_after_the_process_died_and_after_an_orderly_end() throws Exception {
        note("one");
        Path left = SqliteJournalTest.copy(data.path(), folder.resolve("after-death"));
        close();
        open(left);
        assertThat(store.cleanBefore()).isFalse();
        assertThat(note("one")).isEqualTo(Noted.KNOWN);
        close();
        open(left);
        assertThat(note("one")).isEqualTo(Noted.KNOWN);
    }

    @Test
    void what_is_too_old_to_be_taken_makes_room_and_what_may_be_taken_stays() throws Exception {
        for (int i = 0; i < 10; i++) {
            note("old " + i);
        }
        clock.pass(FIVE);
        assertThat(note("old 0")).isEqualTo(Noted.KNOWN);
        clock.pass(Duration.ofMinutes(11));
        for (int i = 0; i < 10; i++) {
            assertThat(note("new " + i)).isEqualTo(Noted.NEW);
        }
        assertThat(rows()).isEqualTo(10);
        assertThat(note("new 0")).isEqualTo(Noted.KNOWN);
    }

    @Test
    void it_is_not_forgotten_because_the_clock_was_set_back() throws Exception {
        note("one");
        clock.pass(FIVE.plusSeconds(1));
        note("two");
        clock.pass(FIVE.negated());
        assertThat(note("one")).isEqualTo(Noted.KNOWN);
    }

    @Test
    void there_is_a_most_and_room_again_when_the_old_ones_go() throws Exception {
        fill();
        assertThat(note("one more")).isEqualTo(Noted.NO_ROOM);
        assertThat(note("one more")).isEqualTo(Noted.NO_ROOM);
        assertThat(rows()).isEqualTo(SqlUsedProofs.MAX_PROOFS);
        clock.pass(Duration.ofMinutes(16));
        assertThat(note("one more")).isEqualTo(Noted.NEW);
        assertThat(rows()).isEqualTo(SqlUsedProofs.MAX_PROOFS - 1);
    }

    private void fill() throws Exception {
        long until = Micros.of(clock.instant().plus(FIVE).plus(Duration.ofMinutes(10)));
        done(store.offer(dev.jenvoy.store.Durability.PROCESS, session -> {
            session.bind("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + SqlUsedProofs.MAX_PROOFS + ") INSERT INTO proof SELECT randomblob(32), " + until
                            + " FROM n")
                    .update();
            return true;
        }));
        proofs = SqlUsedProofs.in(store, clock);
    }

    @Test
    void nothing_can_be_noted_once_the_file_is_closed() throws Exception {
        store.close();
        assertThat(note("one")).isEqualTo(Noted.NO_ROOM);
    }
}
