package dev.jenvoy.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.rejection.sql.SqlRejectedGroups;
import dev.jenvoy.store.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of rejected requests, in a real file. */
final class RejectionTallyTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private DataFolder data;
    private JournalFile file;
    private RejectedGroups kept;
    private RejectionTally tally;

    @BeforeEach
    void open() throws Exception {
        data = DataFolder.own(folder.resolve("data"));
        file = JournalFile.open(data);
        kept = new SqlRejectedGroups(file.store());
        tally = new RejectionTally(kept, timer);
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
        file.close();
        data.close();
    }

    private void reopen() throws Exception {
        tally.write();
        file.close();
        data.close();
        open();
    }

    private void reject(Instant at, String reason, String from) {
        tally.count(at, 403, "signature", reason, "github", from, "id of " + from, "");
    }

    @Test
    void requests_of_one_kind_are_one_group_with_first_and_last_also_over_a_restart() throws Exception {
        reject(NOON, "wrong", "192.0.2.1");
        reject(NOON.plusSeconds(5), "wrong", "192.0.2.1");
        reject(NOON.plusSeconds(3), "wrong", "192.0.2.2");
        reopen();
        reject(NOON.plusSeconds(9), "wrong", "192.0.2.1");

        List<RejectedGroup> groups = tally.groups();

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0))
                .isEqualTo(new RejectedGroup(
                        new RejectionKind(403, "signature", "wrong", "github", "192.0.2.1"),
                        3,
                        NOON,
                        NOON.plusSeconds(9),
                        "id of 192.0.2.1",
                        ""));
        assertThat(groups.get(1).count()).isEqualTo(1);
        reopen();
        assertThat(tally.groups()).isEqualTo(groups);
    }

    @Test
    void addresses_of_one_ipv6_network_are_one() {
        reject(NOON, "wrong", "2001:db8:1:2:3::4");
        reject(NOON, "wrong", "2001:db8:1:2:ffff::1");
        reject(NOON, "wrong", "unix");

        assertThat(tally.groups())
                .extracting(group -> group.kind().peer(), RejectedGroup::count)
                .containsExactlyInAnyOrder(tuple("2001:db8:1:2::/64", 2L), tuple("unix", 1L));
    }

    @Test
    void a_flood_from_many_addresses_takes_bounded_room_and_every_request_is_counted() throws Exception {
        int requests = 10_000;
        for (int i = 0; i < requests; i++) {
            reject(NOON, "wrong", "10.1." + i / 250 + "." + i % 250);
            if (i % 400 == 0) {
                tally.write();
            }
        }
        reopen();

        List<RejectedGroup> groups = tally.groups();

        assertThat(groups).hasSizeLessThanOrEqualTo(RejectedGroups.MOST_GROUPS + 1);
        assertThat(groups.stream().mapToLong(RejectedGroup::count).sum()).isEqualTo(requests);
        assertThat(groups).anySatisfy(group -> {
            assertThat(group.kind().isOfCheckAlone()).isTrue();
            assertThat(group.count()).isGreaterThan(1_000);
        });
    }

    @Test
    void groups_without_a_request_for_a_day_make_room() throws Exception {
        for (int i = 0; i < RejectedGroups.MOST_GROUPS; i++) {
            reject(NOON, "wrong", "10.1." + i / 250 + "." + i % 250);
            if (i % 400 == 0) {
                tally.write();
            }
        }
        reopen();
        reject(NOON.plus(Duration.ofHours(25)), "missing", "192.0.2.7");
        reopen();

        assertThat(tally.groups()).extracting(group -> group.kind().peer()).containsExactly("192.0.2.7");
    }

    @Test
    void what_is_old_is_forgotten() throws Exception {
        reject(NOON, "wrong", "192.0.2.1");
        reject(NOON.plusSeconds(60), "wrong", "192.0.2.2");
        reopen();

        kept.forget(NOON.plusSeconds(30));
        reopen();

        assertThat(tally.groups()).extracting(group -> group.kind().peer()).containsExactly("192.0.2.2");
    }

    @Test
    void texts_of_clients_are_cut() {
        reject(NOON, "x".repeat(10_000), "192.0.2.1");

        assertThat(tally.groups().get(0).kind().reason()).hasSize(RejectionKind.MAX_TEXT_CHARS);
    }

    @Test
    void counts_that_could_not_be_written_are_written_with_the_next() {
        List<RejectedGroup> written = new ArrayList<>();
        Failing full = new Failing(written);
        RejectionTally patient = new RejectionTally(full, timer);
        patient.count(NOON, 403, "signature", "wrong", "github", "192.0.2.1", "id", "");
        patient.write();
        assertThat(written).isEmpty();
        full.fails = false;
        patient.count(NOON, 403, "signature", "wrong", "github", "192.0.2.1", "id", "");

        patient.write();

        assertThat(written).extracting(RejectedGroup::count).containsExactly(2L);
    }

    /** A disk that is full at first: no real one can be filled here. */
    private static final class Failing implements RejectedGroups {

        private final List<RejectedGroup> written;
        private boolean fails = true;

        Failing(List<RejectedGroup> written) {
            this.written = written;
        }

        @Override
        public CompletionStage<Void> add(Collection<RejectedGroup> more) {
            if (fails) {
                return CompletableFuture.failedFuture(new IllegalStateException("full"));
            }
            written.addAll(more);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<RejectedGroup> all() {
            return written;
        }

        @Override
        public void forget(Instant before) {
            written.removeIf(group -> group.last().isBefore(before));
        }
    }
}
