package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.UsedProofs.Noted;
import dev.jenvoy.journal.sqlite.JournalSamples;
import dev.jenvoy.storage.engine.StoreEngine;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.time.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which proofs were used. */
final class UsedProofsTest extends JournalInEngines {

    private static final Duration FIVE = Duration.ofMinutes(5);

    private final ToldClock clock = new ToldClock(JournalSamples.NOON);
    private UsedProofs proofs;

    @BeforeEach
    void proofs() throws Exception {
        proofs = SqlUsedProofs.in(file.store(), clock);
    }

    private Noted note(String proof) throws Exception {
        return done(proofs.note(proof, clock.instant().plus(FIVE)));
    }

    private long rows() throws Exception {
        return file.store().read(session -> session.number("SELECT count(*) FROM proof"));
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
    void it_is_known_still_after_an_orderly_end() throws Exception {
        assertThat(note("one")).isEqualTo(Noted.NEW);
        reopen();
        proofs();
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
        String random = engine == StoreEngine.SQLITE ? "randomblob(32)" : "uuid_send(gen_random_uuid())";
        done(file.store().offer(Durability.PROCESS, session -> {
            session.bind("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + SqlUsedProofs.MAX_PROOFS + ") INSERT INTO proof SELECT " + random + ", " + until
                            + " FROM n")
                    .update();
            return true;
        }));
        proofs = SqlUsedProofs.in(file.store(), clock);
    }

    @Test
    void nothing_can_be_noted_once_the_file_is_closed() throws Exception {
        file.close();
        assertThat(note("one")).isEqualTo(Noted.NO_ROOM);
    }
}
