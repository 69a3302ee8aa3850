package dev.jenvoy.ticket.move;

import static dev.jenvoy.ticket.move.MoverFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move whose answer was lost goes on along the way that was decided, and only while nothing newer has moved the ticket. */
class DecidedMoveTest {

    private static final TrackerFailure ERROR = new TrackerFailure.Later(
            TrackerFailure.Later.Reason.UNREACHABLE, Optional.empty(), true, "an error of the service");

    @TempDir
    Path folder;

    private MoverFixture fixture;
    private MemoryTracker tracker;

    @BeforeEach
    void open() throws Exception {
        fixture = new MoverFixture(folder);
        tracker = fixture.tracker;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static TicketMove opened(long entry, long arrival) {
        return wanted("next", entry, arrival, "github acme/site pr 7 opened 1");
    }

    private static TicketMove closed(long entry) {
        return wanted("prev", entry, entry, "github acme/site pr 7 closed 2");
    }

    private static TicketMove other(String event, long entry) {
        return wanted("SOC-1", event, entry, entry, "acme/site#8", "github acme/site pr 8 merged 2");
    }

    /** Adds a way back from In Progress. */
    private void withWayBack() throws Exception {
        fixture.machine(MoverFixture.machine()
                .replace(
                        "state \"doing\" \"next\"",
                        "state \"doing\" \"prev\" { transition = \"to_do\" }\nstate \"doing\" \"next\""));
    }

    @Test
    void a_ticket_that_a_person_moved_to_a_state_beside_the_decided_way_is_left_alone() throws Exception {
        fixture.machine(MoverFixture.machine()
                .replace(
                        "state \"to_do\" \"next\"",
                        "state \"to_do\" \"finish\" { transition = \"done\" }\nstate \"to_do\" \"next\""));
        tracker.steps("To Do", "In Progress", "Done").steps("In Progress", "Done");
        for (String hops : new String[] {"\"hops\": 1", "\"hops\": 3"}) {
            TicketMove wanted = wanted("finish", 1, 1, hops);
            tracker.put("To Do");
            tracker.failMove(ERROR);
            fixture.move(wanted, hops);
            tracker.put("In Progress");
            assertThat(fixture.line(wanted, hops)).as(hops).isEqualTo("SOC-1 left alone: it is In Progress now");
            assertThat(tracker.status()).isEqualTo("In Progress");
        }
    }

    @Test
    void a_longer_way_goes_on_where_it_was_decided_to_go_although_the_machine_has_another_one_by_now()
            throws Exception {
        tracker.put("In Progress");
        tracker.loseMove();
        fixture.move(wanted("ship", 1), "\"hops\": 2");
        assertThat(fixture.record().track().way()).containsExactly("review", "done");
        fixture.machine(MoverFixture.machine()
                .replace(
                        "state \"review\" \"next\" { transition = \"done\" }",
                        "state \"review\" \"next\" { transition = \"to_do\" }"));
        assertThat(fixture.line(wanted("ship", 1))).isEqualTo("SOC-1 In Progress -> Done");
        assertThat(tracker.status()).isEqualTo("Done");
    }

    @Test
    void a_happening_that_is_told_again_is_overtaken_by_a_newer_one_of_its_pull_request() throws Exception {
        withWayBack();
        tracker.loseMove();
        fixture.move(opened(1, 1));
        assertThat(fixture.line(closed(2))).isEqualTo("SOC-1 In Progress -> To Do");
        tracker.asked.clear();
        assertThat(fixture.line(opened(3, 3)))
                .isEqualTo("SOC-1 left alone: delivery 2 about acme/site#7 moved it since");
        assertThat(tracker.asked).isEmpty();
    }

    @Test
    void a_refused_happening_that_is_told_again_with_another_id_is_overtaken_as_well() throws Exception {
        withWayBack();
        tracker.failMove(new TrackerFailure.Refused(TrackerFailure.Refused.Reason.REJECTED, "no"));
        fixture.move(opened(1, 1));
        tracker.put("In Progress");
        fixture.move(closed(2));
        assertThat(fixture.line(opened(3, 3)))
                .isEqualTo("SOC-1 left alone: delivery 2 about acme/site#7 moved it since");
        assertThat(tracker.status()).isEqualTo("To Do");
    }

    @Test
    void a_retry_is_overtaken_by_a_newer_move_because_of_another_pull_request() throws Exception {
        withWayBack();
        tracker.loseMove();
        fixture.move(wanted("next", 1));
        fixture.move(other("prev", 2));
        assertThat(tracker.status()).isEqualTo("To Do");
        tracker.asked.clear();
        assertThat(fixture.line(wanted("next", 1)))
                .isEqualTo("SOC-1 left alone: delivery 2 about acme/site#8 moved it since");
        assertThat(tracker.asked).isEmpty();
    }

    @Test
    void of_two_moves_in_doubt_the_newer_one_goes_on() throws Exception {
        withWayBack();
        tracker.loseMove();
        fixture.move(wanted("next", 1));
        tracker.failMove(ERROR);
        fixture.move(other("prev", 2));
        assertThat(tracker.status()).isEqualTo("In Progress");
        assertThat(fixture.line(wanted("next", 1)))
                .isEqualTo("SOC-1 left alone: delivery 2 about acme/site#8 may have moved it since");
        assertThat(fixture.line(other("prev", 2))).isEqualTo("SOC-1 In Progress -> To Do");
    }

    @Test
    void an_earlier_move_because_of_another_pull_request_overtakes_nothing() throws Exception {
        fixture.move(other("next", 5));
        tracker.loseMove();
        fixture.move(wanted("next", 6));
        tracker.put("In Progress");
        assertThat(fixture.line(wanted("next", 6))).isEqualTo("SOC-1 In Progress -> In Review");
    }

    @Test
    void a_state_that_the_file_no_longer_has_is_named_and_the_ticket_left_alone() throws Exception {
        tracker.failMove(ERROR);
        fixture.move(wanted("next", 1));
        fixture.machine(MoverFixture.machine().replace("doing", "working").replace("to_do", "open"));
        assertThat(fixture.line(wanted("next", 1)))
                .isEqualTo("SOC-1 left alone: its state machine no longer has the state \"to_do\", it stays in To Do");
        assertThat(tracker.status()).isEqualTo("To Do");
    }

    @Test
    void a_move_that_has_arrived_counts_whatever_its_states_are_called_by_now() throws Exception {
        tracker.loseMove();
        fixture.move(wanted("next", 1));
        fixture.machine(MoverFixture.machine().replace("doing", "working"));
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void a_move_in_doubt_belongs_to_the_delivery_that_asked_last() throws Exception {
        tracker.failMove(ERROR);
        fixture.move(wanted("next", 1));
        tracker.failLook(ERROR);
        fixture.move(wanted("next", 4));
        assertThat(fixture.record().cause().entry()).isEqualTo(4);
        assertThat(fixture.record().cause().arrival()).isEqualTo(1);
        fixture.mover().without(wanted("next", 5), TicketResult.UNREACHABLE, "down");
        assertThat(fixture.record().cause().entry()).isEqualTo(5);
        assertThat(fixture.record().isInDoubt()).isTrue();
    }
}
