package dev.jenvoy.ticket.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.options.ReadTickets;
import dev.jenvoy.ticket.setup.SetupFiles;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a ticket, for everything that the ledger may say of it and everything that the tracker may answer. */
class TicketMoverTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final String MERGED = "github acme/site pr 7 merged 61137";
    private static final String MACHINE = """
            provisioner "soc" {
              aliasmapper "soc" {
                aliases = { new: "Backlog", to_do: "To Do", doing: "In Progress", review: "In Review", done: "Done" }
              }
              statemachine "soc" {
                initial = "to_do"
                state "to_do" "next" { transition = "doing" }
                state "new" "next" { transition = "to_do" }
                state "new" "rush" { transition = "done" }
                state "doing" "next" { transition = "review" }
                state "doing" "ship" { transition = "done" }
                state "review" "next" { transition = "done" }
                state "done" "next" { transition = "<end>" }
                state "done" "stay" { transition = "done" }
              }
            }
            """;

    @TempDir
    Path folder;

    private DataFolder data;
    private Storage storage;
    private TicketMover mover;
    private final MemoryTracker tracker = new MemoryTracker("To Do")
            .steps("To Do", "In Progress")
            .steps("In Progress", "In Review", "To Do")
            .steps("In Review", "Done");

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("soc.hcl"), MACHINE);
        data = DataFolder.own(folder.resolve("data"));
        storage = SqliteStorage.open(data);
        mover = new TicketMover(ledger(), () -> NOON);
    }

    @AfterEach
    void close() {
        storage.close();
        data.close();
    }

    private Ledger ledger() {
        return storage.tickets();
    }

    private TrackerSetup setup(String more) {
        String section = """
                {"statemachines_path": ".", "trackers": {"a": {"kind": "jira", "url": "https://tracker.example",
                "token": "not-a-real-token", "statefile": "soc.hcl", "projects": ["SOC"]%s}}}
                """.formatted(more);
        return new SetupFiles(ReadTickets.FILES)
                .load(ReadTickets.sound(folder, section))
                .trackers()
                .get("a");
    }

    private static TicketMove wanted(String event, long entry) {
        return wanted(event, entry, entry, MERGED);
    }

    private static TicketMove wanted(String event, long entry, long arrival, String occasion) {
        MoveCause cause = new MoveCause(
                "merged", event, "acme/site", "acme/site#7", "https://github.com/acme/site/pull/7", entry, arrival);
        return TicketMove.of(new MoveKey("a", "SOC-1", occasion), cause, NOON);
    }

    private TicketMover.Tried move(TicketMove wanted) throws InterruptedException {
        return mover.move(wanted, setup(""), tracker);
    }

    private TicketMover.Tried move(TicketMove wanted, String more) throws InterruptedException {
        return mover.move(wanted, setup(more), tracker);
    }

    private String line(TicketMove wanted) throws InterruptedException {
        return move(wanted).move().line();
    }

    private Optional<TicketResult> recorded() throws IOException {
        return ledger().find(new MoveKey("a", "SOC-1", MERGED)).flatMap(TicketMove::result);
    }

    private TicketMove decided() throws Exception {
        tracker.loseMove();
        TicketMover.Tried tried = move(wanted("next", 1));
        assertThat(tried.move().result()).contains(TicketResult.UNREACHABLE);
        assertThat(tried.stopsAll()).isTrue();
        TicketMove record =
                ledger().find(new MoveKey("a", "SOC-1", MERGED)).orElseThrow();
        assertThat(record.isInDoubt()).isTrue();
        tracker.asked.clear();
        return record;
    }

    private static TrackerFailure refused(TrackerFailure.Refused.Reason reason) {
        return new TrackerFailure.Refused(reason, "no");
    }

    @Test
    void without_a_record_it_decides_records_and_moves() throws Exception {
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(tracker.asked).containsExactly("look", "move In Progress");
        TicketMove record =
                ledger().find(new MoveKey("a", "SOC-1", MERGED)).orElseThrow();
        assertThat(record.result()).contains(TicketResult.MOVED);
        assertThat(record.track().fromState()).isEqualTo("to_do");
        assertThat(record.track().toState()).isEqualTo("doing");
        assertThat(record.track().transition()).isEqualTo("to In Progress");
        assertThat(record.url()).isEqualTo("https://tracker.example/SOC-1");
    }

    @Test
    void a_decided_move_that_has_arrived_is_recorded_as_moved() throws Exception {
        decided();
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(tracker.asked).containsExactly("look");
        assertThat(recorded()).contains(TicketResult.MOVED);
    }

    @Test
    void a_decided_move_that_has_not_begun_is_asked_for_again() throws Exception {
        decided();
        tracker.put("To Do");
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(tracker.asked).containsExactly("look", "move In Progress");
    }

    @Test
    void a_decided_move_of_a_ticket_that_is_elsewhere_now_is_left_alone() throws Exception {
        decided();
        tracker.put("Done");
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 left alone: it is Done now");
        assertThat(tracker.asked).containsExactly("look");
        assertThat(recorded()).contains(TicketResult.OVERTAKEN);
    }

    @Test
    void a_decided_move_that_the_account_may_not_make_any_more_is_forbidden() throws Exception {
        decided();
        tracker.put("To Do");
        tracker.withhold();
        assertThat(move(wanted("next", 1)).move().result()).contains(TicketResult.FORBIDDEN);
    }

    @Test
    void a_decided_move_of_a_ticket_that_cannot_be_looked_at_stays_in_doubt() throws Exception {
        decided();
        tracker.failLook(new TrackerFailure.Later(
                TrackerFailure.Later.Reason.LIMITED, Optional.of(NOON.plusSeconds(30)), true, "slower"));
        TicketMover.Tried tried = move(wanted("next", 1));
        assertThat(tried.move().result()).contains(TicketResult.LIMITED);
        assertThat(tried.notBefore()).contains(NOON.plusSeconds(30));
        assertThat(recorded()).isEmpty();
    }

    @Test
    void a_moved_ticket_is_not_asked_for_again() throws Exception {
        move(wanted("next", 1));
        tracker.asked.clear();
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(line(wanted("next", 5)))
                .isEqualTo("SOC-1 left alone: the same happening was handled with delivery 1");
        assertThat(tracker.asked).isEmpty();
    }

    @Test
    void what_was_refused_stays_refused_for_the_same_delivery_and_is_decided_anew_for_another() throws Exception {
        tracker.failMove(refused(TrackerFailure.Refused.Reason.NEEDS_FIELD));
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 refused: no");
        tracker.asked.clear();
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 refused: no");
        assertThat(tracker.asked).isEmpty();
        assertThat(line(wanted("next", 2, 1, MERGED))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void what_is_to_be_tried_later_is_decided_anew_by_the_next_try() throws Exception {
        tracker.failLook(new TrackerFailure.Later(TrackerFailure.Later.Reason.BUSY, Optional.empty(), false, "busy"));
        TicketMover.Tried tried = move(wanted("next", 1));
        assertThat(tried.move().line()).isEqualTo("SOC-1 later: busy");
        assertThat(tried.stopsAll()).isFalse();
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void refused_credentials_stop_all_and_a_later_try_moves() throws Exception {
        tracker.failLook(new TrackerFailure.Shut(TrackerFailure.Shut.Reason.CREDENTIALS, "expired"));
        TicketMover.Tried tried = move(wanted("next", 1));
        assertThat(tried.stopsAll()).isTrue();
        assertThat(tried.move().line()).isEqualTo("SOC-1 not tried: expired");
        assertThat(line(wanted("next", 1))).isEqualTo("SOC-1 To Do -> In Progress");
    }

    @Test
    void a_happening_older_than_one_that_moved_the_ticket_is_overtaken() throws Exception {
        move(wanted("next", 5));
        tracker.asked.clear();
        assertThat(line(wanted("next", 9, 3, "github acme/site pr 7 opened 1")))
                .isEqualTo("SOC-1 left alone: delivery 5 about acme/site#7 moved it since");
        assertThat(tracker.asked).isEmpty();
    }

    @Test
    void each_further_happening_moves_it_on() throws Exception {
        move(wanted("next", 1));
        assertThat(line(wanted("next", 2, 2, "github acme/site release 1"))).isEqualTo("SOC-1 In Progress -> In Review");
    }

    @Test
    void the_machine_may_leave_it_where_it_is() throws Exception {
        assertThat(line(wanted("ship", 1))).isEqualTo("SOC-1 left alone: from To Do no step for \"ship\"");
        tracker.put("Done");
        assertThat(line(wanted("next", 2, 2, "other"))).isEqualTo("SOC-1 is Done, the last state");
        assertThat(line(wanted("stay", 3, 3, "third"))).isEqualTo("SOC-1 is Done already");
        tracker.put("Frozen");
        assertThat(line(wanted("next", 4, 4, "fourth")))
                .isEqualTo("SOC-1 refused: the state file has no alias for its status Frozen");
        assertThat(tracker.asked).doesNotContain("move Done");
    }

    @Test
    void a_ticket_that_belongs_to_another_project_now_is_left_alone() throws Exception {
        tracker.rename("OPS-4");
        assertThat(move(wanted("next", 1)).move().result()).contains(TicketResult.FOREIGN);
        assertThat(tracker.asked).containsExactly("look");
    }

    @Test
    void a_missing_ticket_is_refused_or_ignored_as_configured() throws Exception {
        tracker.failLook(refused(TrackerFailure.Refused.Reason.MISSING));
        assertThat(move(wanted("next", 1)).move().result()).contains(TicketResult.MISSING);
        tracker.failLook(refused(TrackerFailure.Refused.Reason.MISSING));
        assertThat(move(wanted("next", 2), ", \"missing\": \"ignore\"").move().result())
                .contains(TicketResult.IGNORED);
    }

    @Test
    void an_automation_that_goes_on_is_noted() throws Exception {
        tracker.automate("Done");
        assertThat(line(wanted("next", 1)))
                .isEqualTo("SOC-1 To Do -> In Progress (moved on to Done by something else)");
    }

    @Test
    void a_target_that_no_step_reaches_is_reached_over_other_states_if_hops_allow_it() throws Exception {
        tracker.put("In Progress");
        assertThat(line(wanted("ship", 1)))
                .isEqualTo("SOC-1 refused: no transition from In Progress to Done; there are: to In Review -> In Review,"
                        + " to To Do -> To Do");
        tracker.asked.clear();
        assertThat(move(wanted("ship", 2), ", \"hops\": 2").move().line()).isEqualTo("SOC-1 In Progress -> Done");
        assertThat(tracker.asked).containsExactly("look", "move In Review", "move Done");
    }

    @Test
    void a_walk_that_was_cut_short_goes_on_from_where_the_ticket_is() throws Exception {
        tracker.put("In Progress");
        tracker.loseMove();
        move(wanted("ship", 1), ", \"hops\": 2");
        assertThat(tracker.status()).isEqualTo("In Review");
        assertThat(move(wanted("ship", 1), ", \"hops\": 2").move().line()).isEqualTo("SOC-1 In Progress -> Done");
        assertThat(tracker.status()).isEqualTo("Done");
    }

    @Test
    void a_walk_that_is_longer_than_hops_does_not_begin() throws Exception {
        tracker.put("Backlog");
        tracker.steps("Backlog", "To Do");
        assertThat(move(wanted("rush", 1), ", \"hops\": 2").move().result()).contains(TicketResult.NO_TRANSITION);
        assertThat(tracker.asked).containsExactly("look");
    }

    @Test
    void a_walk_that_the_tracker_breaks_off_is_refused_and_says_where_the_ticket_stays() throws Exception {
        tracker.put("Backlog");
        tracker.steps("Backlog", "To Do");
        TicketMove move = move(wanted("rush", 1), ", \"hops\": 3").move();
        assertThat(move.result()).contains(TicketResult.NO_TRANSITION);
        assertThat(move.note()).startsWith("it stays in In Progress: no transition from In Progress to Done");
        assertThat(tracker.status()).isEqualTo("In Progress");
    }

    @Test
    void a_walk_whose_first_step_is_not_there_does_not_begin() throws Exception {
        tracker.put("In Progress");
        tracker.steps("In Progress", "To Do");
        assertThat(move(wanted("ship", 1), ", \"hops\": 10").move().result()).contains(TicketResult.NO_TRANSITION);
        assertThat(tracker.asked).containsExactly("look");
    }

    @Test
    void what_goes_wrong_after_the_move_is_noted_and_no_failure() throws Exception {
        String line = move(wanted("next", 1), ", \"link\": true, \"comment\": true").move().line();
        assertThat(line).isEqualTo("SOC-1 To Do -> In Progress (not linked: the account may not link)");
        assertThat(tracker.links).containsExactly("https://github.com/acme/site/pull/7");
        assertThat(tracker.comments).containsExactly("merged: https://github.com/acme/site/pull/7");
    }

    @Test
    void a_ticket_that_was_not_asked_for_is_recorded_and_what_is_known_of_it_stays() throws Exception {
        assertThat(mover.without(wanted("next", 1), TicketResult.CREDENTIALS, "expired").line())
                .isEqualTo("SOC-1 not tried: expired");
        assertThat(recorded()).contains(TicketResult.CREDENTIALS);
        move(wanted("next", 1));
        assertThat(mover.without(wanted("next", 1), TicketResult.CREDENTIALS, "expired").line())
                .isEqualTo("SOC-1 To Do -> In Progress");
        assertThat(recorded()).contains(TicketResult.MOVED);
    }
}
