package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an acceptance waits for, as the configuration says it. */
final class AcceptanceDurabilityTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void an_acceptance_waits_for_a_sync_if_it_must_survive_the_machine(Durability durability) throws Exception {
        try (DataFolder data = DataFolder.own(folder.resolve("data"));
                JournalFile file = JournalFile.open(data, durability)) {
            List<Boolean> syncs = new CopyOnWriteArrayList<>();
            file.store().watch((took, synced) -> syncs.add(synced));

            assertThat(done(file.journal().append(push("d1"), new StoredRequest(HEADERS), ONE, Optional.empty())))
                    .isInstanceOf(Appended.Accepted.class);

            assertThat(syncs).containsExactly(durability == Durability.MACHINE);
        }
    }

    @Test
    void what_was_not_synced_is_there_at_the_next_start() throws Exception {
        try (DataFolder data = DataFolder.own(folder.resolve("data"))) {
            try (JournalFile file = JournalFile.open(data, Durability.PROCESS)) {
                Appended unusedAppended =
                        done(file.journal().append(push("d1"), new StoredRequest(HEADERS), ONE, Optional.empty()));
            }
            try (JournalFile file = JournalFile.open(data)) {
                assertThat(file.history()
                                .page(HistoryFilter.ALL, OptionalLong.empty(), 10)
                                .deliveries())
                        .extracting(one -> one.key().id())
                        .containsExactly("d1");
            }
        }
    }
}
