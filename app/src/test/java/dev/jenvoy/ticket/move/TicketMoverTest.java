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

/** What is done with a ticket, for everything that the ledger may say of it and everything that the tracker may answer. */
class TicketMoverTest {

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

    /** Loses the answer to the first try, so that it is not known whether the ticket moved. */
    private void decide() throws Exception {
        tracker.loseMove();
        TicketMover.Tried tried = fixture.move(wanted("next", 1));
        assertThat(tried.move().result()).contains(TicketResult.UNREACHABLE);
        assertThat(tried.stopsAll()).isTrue();
        assertThat(fixture.record().isInDoubt()).isTrue();
        tracker.asked.clear();
    }

    private static TrackerFailure refused(TrackerFailure.Refused.Reason reason) {
        return new TrackerFailure.Refused(reason, "no");
    }

    @Test
    void without_a_record_it_decides_records_and_moves() throws Exception {
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(tracker.asked).containsExactly("look", "move In Progress");
        TicketMove record = fixture.record();
        assertThat(record.result()).contains(TicketResult.MOVED);
        assertThat(record.track().fromState()).isEqualTo("to_do");
        assertThat(record.track().toState()).isEqualTo("doing");
        assertThat(record.track().transition()).isEqualTo("to In Progress");
        assertThat(record.url()).isEqualTo("https://tracker.example/SOC-1");
    }

    @Test
    void a_decided_move_that_has_arrived_is_recorded_as_moved() throws Exception {
        decide();
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(tracker.asked).containsExactly("look");
        assertThat(fixture.recorded()).contains(TicketResult.MOVED);
    }

    @Test
    void a_decided_move_that_has_not_begun_is_asked_for_again() throws Exception {
        decide();
        tracker.put("To Do");
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(tracker.asked).containsExactly("look", "move In Progress");
    }

    @Test
    void a_decided_move_of_a_ticket_that_is_elsewhere_now_is_left_alone() throws Exception {
        decide();
        tracker.put("Done");
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 left alone: it is Done now");
        assertThat(tracker.asked).containsExactly("look");
        assertThat(fixture.recorded()).contains(TicketResult.OVERTAKEN);
    }

    @Test
    void a_decided_move_that_the_account_may_not_make_any_more_is_forbidden() throws Exception {
        decide();
        tracker.put("To Do");
        tracker.withhold();
        assertThat(fixture.move(wanted("next", 1)).move().result()).contains(TicketResult.FORBIDDEN);
    }

    @Test
    void a_decided_move_of_a_ticket_that_cannot_be_looked_at_stays_in_doubt() throws Exception {
        decide();
        tracker.failLook(new TrackerFailure.Later(
                TrackerFailure.Later.Reason.LIMITED, Optional.of(MoverFixture.NOON.plusSeconds(30)), true, "slower"));
        TicketMover.Tried tried = fixture.move(wanted("next", 1));
        assertThat(tried.move().result()).contains(TicketResult.LIMITED);
        assertThat(tried.notBefore()).contains(MoverFixture.NOON.plusSeconds(30));
        assertThat(fixture.recorded()).isEmpty();
    }

    @Test
    void a_moved_ticket_is_not_asked_for_again() throws Exception {
        fixture.move(wanted("next", 1));
        tracker.asked.clear();
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(fixture.line(wanted("next", 5)))
                .isEqualTo("SOC-1 left alone: the same happening was handled with delivery 1");
        assertThat(tracker.asked).isEmpty();
    }

    @Test
    void what_was_refused_stays_refused_for_the_same_delivery_and_is_decided_anew_for_another() throws Exception {
        tracker.failMove(refused(TrackerFailure.Refused.Reason.NEEDS_FIELD));
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 refused: no");
        tracker.asked.clear();
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 refused: no");
        assertThat(tracker.asked).isEmpty();
        assertThat(fixture.line(wanted("next", 2, 1, MoverFixture.MERGED))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void what_is_to_be_tried_later_is_decided_anew_by_the_next_try() throws Exception {
        tracker.failLook(new TrackerFailure.Later(TrackerFailure.Later.Reason.BUSY, Optional.empty(), false, "busy"));
        TicketMover.Tried tried = fixture.move(wanted("next", 1));
        assertThat(tried.move().line()).isEqualTo("SOC-1 later: busy");
        assertThat(tried.stopsAll()).isFalse();
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void refused_credentials_stop_all_and_a_later_try_moves() throws Exception {
        tracker.failLook(new TrackerFailure.Shut(TrackerFailure.Shut.Reason.CREDENTIALS, "expired"));
        TicketMover.Tried tried = fixture.move(wanted("next", 1));
        assertThat(tried.stopsAll()).isTrue();
        assertThat(tried.move().line()).isEqualTo("SOC-1 not tried: expired");
        assertThat(fixture.line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void a_happening_older_than_one_that_moved_the_ticket_is_overtaken() throws Exception {
        fixture.move(wanted("next", 5));
        tracker.asked.clear();
        assertThat(fixture.line(wanted("next", 9, 3, "github acme/site pr 7 opened 1")))
                .isEqualTo("SOC-1 left alone: delivery 5 about acme/site#7 moved it since");
        assertThat(tracker.asked).isEmpty();
    }

    @Test
    void each_further_happening_moves_it_on() throws Exception {
        fixture.move(wanted("next", 1));
        assertThat(fixture.line(wanted("next", 2, 2, "github acme/site release 1")))
                .isEqualTo("SOC-1 In Progress -> In Review");
    }

    @Test
    void the_machine_may_leave_it_where_it_is() throws Exception {
        assertThat(fixture.line(wanted("ship", 1))).isEqualTo("SOC-1 left alone: from To Do no step for \"ship\"");
        tracker.put("Done");
        assertThat(fixture.line(wanted("next", 2, 2, "other"))).isEqualTo("SOC-1 is Done, the last state");
        assertThat(fixture.line(wanted("stay", 3, 3, "third"))).isEqualTo("SOC-1 is Done already");
        tracker.put("Frozen");
        assertThat(fixture.line(wanted("next", 4, 4, "fourth")))
                .isEqualTo("SOC-1 refused: the state file has no alias for its status Frozen");
        assertThat(tracker.asked).doesNotContain("move Done");
    }

    @Test
    void a_ticket_that_belongs_to_another_project_now_is_left_alone() throws Exception {
        tracker.rename("OPS-4");
        assertThat(fixture.move(wanted("next", 1)).move().result()).contains(TicketResult.FOREIGN);
        assertThat(tracker.asked).containsExactly("look");
    }

    @Test
    void a_missing_ticket_is_refused_or_ignored_as_configured() throws Exception {
        tracker.failLook(refused(TrackerFailure.Refused.Reason.MISSING));
        assertThat(fixture.move(wanted("next", 1)).move().result()).contains(TicketResult.MISSING);
        tracker.failLook(refused(TrackerFailure.Refused.Reason.MISSING));
        assertThat(fixture.move(wanted("next", 2), "\"missing\": \"ignore\"")
                        .move()
                        .result())
                .contains(TicketResult.IGNORED);
    }

    @Test
    void an_automation_that_goes_on_is_noted() throws Exception {
        tracker.automate("Done");
        assertThat(fixture.line(wanted("next", 1)))
                .isEqualTo("SOC-1 To Do -> In Progress (moved on to Done by something else)");
    }

    @Test
    void what_goes_wrong_after_the_move_is_noted_and_no_failure() throws Exception {
        String line = fixture.move(wanted("next", 1), "\"link\": true, \"comment\": true")
                .move()
                .line();
        assertThat(line).isEqualTo("SOC-1 To Do -> In Progress (not linked: the account may not link)");
        assertThat(tracker.links).containsExactly("https://github.com/acme/site/pull/7");
        assertThat(tracker.comments).containsExactly("merged: https://github.com/acme/site/pull/7");
    }

    @Test
    void a_ticket_that_was_not_asked_for_is_recorded_and_what_is_known_of_it_stays() throws Exception {
        assertThat(fixture.mover()
                        .without(wanted("next", 1), TicketResult.CREDENTIALS, "expired")
                        .line())
                .isEqualTo("SOC-1 not tried: expired");
        assertThat(fixture.recorded()).contains(TicketResult.CREDENTIALS);
        fixture.move(wanted("next", 1));
        assertThat(fixture.mover()
                        .without(wanted("next", 1), TicketResult.CREDENTIALS, "expired")
                        .line())
                .isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(fixture.recorded()).contains(TicketResult.MOVED);
    }
}
