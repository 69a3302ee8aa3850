package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.UsedProofs.Noted;
import dev.jenvoy.journal.sql.SqlUsedProofs;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Used proofs after a death of the process. */
final class UsedProofsCrashTest {

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
}
