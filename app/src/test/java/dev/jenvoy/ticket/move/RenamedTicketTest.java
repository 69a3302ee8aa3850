package dev.jenvoy.ticket.move;

import static dev.jenvoy.ticket.move.MoverFixture.MERGED;
import static dev.jenvoy.ticket.move.MoverFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket that was moved to another configured project: its old key leads to it, and it has one record of a happening. */
class RenamedTicketTest {

    private static final String RELEASE = "github acme/site release 1";

    @TempDir
    Path folder;

    private MoverFixture fixture;
    private MemoryTracker tracker;

    @BeforeEach
    void open() throws Exception {
        fixture = new MoverFixture(folder).withOps();
        tracker = fixture.tracker;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static TicketMove named(String ticket, long entry, String occasion) {
        return wanted(ticket, "next", entry, entry, "acme/site#7", occasion);
    }

    private Optional<TicketMove> record(String ticket) throws Exception {
        return fixture.ledger().find(new MoveKey("a", ticket, MERGED));
    }

    @Test
    void it_is_recorded_and_moved_under_its_present_key() throws Exception {
        tracker.rename("OPS-9");
        assertThat(fixture.line(named("SOC-1", 1, MERGED))).isEqualTo("SOC-1 is OPS-9 now: OPS-9 To Do -> In Progress");
        assertThat(tracker.keys).containsExactly("SOC-1", "OPS-9");
        assertThat(record("OPS-9").flatMap(TicketMove::result)).contains(TicketResult.MOVED);
        assertThat(record("SOC-1")).isEmpty();
    }

    @Test
    void a_happening_that_names_it_by_both_keys_moves_it_once() throws Exception {
        tracker.rename("OPS-9");
        fixture.move(named("SOC-1", 1, MERGED));
        assertThat(fixture.line(named("OPS-9", 1, MERGED))).isEqualTo("OPS-9 To Do -> In Progress");
        assertThat(fixture.line(named("SOC-1", 2, MERGED)))
                .isEqualTo("SOC-1 is OPS-9 now: OPS-9 left alone: the same happening was handled with delivery 1");
        assertThat(tracker.status()).isEqualTo("In Progress");
    }

    @Test
    void what_was_recorded_under_the_old_key_counts_under_the_new_one() throws Exception {
        fixture.move(named("SOC-1", 5, MERGED));
        tracker.rename("OPS-9");
        fixture.move(named("SOC-1", 6, RELEASE));
        assertThat(fixture.line(named("OPS-9", 7, MERGED)))
                .isEqualTo("OPS-9 left alone: the same happening was handled with delivery 5");
        assertThat(fixture.line(wanted("SOC-1", "next", 9, 3, "acme/site#7", "older")))
                .isEqualTo("SOC-1 is OPS-9 now: OPS-9 left alone: delivery 6 about acme/site#7 moved it since");
        assertThat(tracker.status()).isEqualTo("In Review");
    }

    @Test
    void a_move_in_doubt_goes_on_under_the_new_key() throws Exception {
        tracker.loseMove();
        fixture.move(named("SOC-1", 1, MERGED));
        tracker.rename("OPS-9");
        assertThat(fixture.line(named("SOC-1", 1, MERGED))).isEqualTo("SOC-1 is OPS-9 now: OPS-9 To Do -> In Progress");
        assertThat(tracker.status()).isEqualTo("In Progress");
        assertThat(record("SOC-1")).isEmpty();
    }

    @Test
    void of_records_under_both_keys_the_one_that_moved_the_ticket_stays() throws Exception {
        fixture.mover().without(named("OPS-9", 1, MERGED), TicketResult.CREDENTIALS, "expired");
        fixture.move(named("SOC-1", 2, MERGED));
        assertThat(fixture.ledger().rename("a", "SOC-1", "OPS-9")).isEmpty();
        assertThat(record("OPS-9").flatMap(TicketMove::result)).contains(TicketResult.MOVED);
        fixture.mover().without(named("SOC-1", 3, MERGED), TicketResult.CREDENTIALS, "expired");
        assertThat(fixture.ledger().rename("a", "SOC-1", "OPS-9")).isEmpty();
        assertThat(record("OPS-9").flatMap(TicketMove::result)).contains(TicketResult.MOVED);
        assertThat(record("SOC-1")).isEmpty();
    }

    @Test
    void deliveries_that_name_it_by_different_keys_take_turns() throws Exception {
        tracker.rename("OPS-9");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        tracker.holdMove(begun, release);
        Thread old = new Thread(() -> move(named("SOC-1", 1, MERGED)));
        Thread present = new Thread(() -> move(named("OPS-9", 2, RELEASE)));
        old.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        present.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> present.getState() == Thread.State.WAITING || !present.isAlive());
        assertThat(tracker.keys).containsExactly("SOC-1", "OPS-9");
        release.countDown();
        old.join(10_000);
        present.join(10_000);
        assertThat(tracker.asked).containsExactly("look", "look", "move In Progress", "look", "move In Review");
    }

    private void move(TicketMove wanted) {
        try {
            fixture.move(wanted);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_key_that_changes_at_each_look_is_refused() throws Exception {
        tracker.renameAlways();
        TicketMove move = fixture.move(named("SOC-1", 1, MERGED)).move();
        assertThat(move.result()).contains(TicketResult.REJECTED);
        assertThat(move.note()).startsWith("the tracker gives it another key at each look");
        assertThat(tracker.asked).containsOnly("look").hasSizeLessThan(5);
    }

    @Test
    void locks_are_taken_together_so_that_no_two_wait_for_each_other() throws Exception {
        TicketLocks locks = new TicketLocks();
        locks.acquire(Set.of("SOC-1"));
        CompletableFuture<Void> both = CompletableFuture.runAsync(() -> {
            try {
                locks.acquire(Set.of("SOC-1", "OPS-9"));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        // The one that waits for both holds neither.
        locks.acquire(Set.of("OPS-9"));
        assertThat(both).isNotDone();
        locks.release(Set.of("SOC-1"));
        locks.release(Set.of("OPS-9"));
        both.get(10, TimeUnit.SECONDS);
    }
}
