package dev.jenvoy.ticket.move;

import static dev.jenvoy.ticket.move.MoverFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket goes over other states to a target that no step reaches at once, if {@code hops} allows it. */
class TicketWalkTest {

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

    @Test
    void a_target_that_no_step_reaches_is_reached_over_other_states_if_hops_allow_it() throws Exception {
        tracker.put("In Progress");
        assertThat(fixture.line(wanted("ship", 1)))
                .isEqualTo(
                        "SOC-1 refused: no transition from In Progress to Done; there are: to In Review -> In Review,"
                                + " to To Do -> To Do");
        tracker.asked.clear();
        assertThat(fixture.move(wanted("ship", 2), "\"hops\": 2").move().line()).isEqualTo("SOC-1 In Progress -> Done");
        assertThat(tracker.asked).containsExactly("look", "move In Review", "move Done");
    }

    @Test
    void a_walk_that_was_cut_short_goes_on_from_where_the_ticket_is() throws Exception {
        tracker.put("In Progress");
        tracker.loseMove();
        fixture.move(wanted("ship", 1), "\"hops\": 2");
        assertThat(tracker.status()).isEqualTo("In Review");
        assertThat(fixture.move(wanted("ship", 1), "\"hops\": 2").move().line()).isEqualTo("SOC-1 In Progress -> Done");
        assertThat(tracker.status()).isEqualTo("Done");
    }

    @Test
    void a_walk_that_is_longer_than_hops_does_not_begin() throws Exception {
        tracker.put("Backlog");
        assertThat(fixture.move(wanted("rush", 1), "\"hops\": 2").move().result())
                .contains(TicketResult.NO_TRANSITION);
        assertThat(tracker.asked).containsExactly("look");
    }

    @Test
    void a_walk_that_the_tracker_breaks_off_is_refused_and_says_where_the_ticket_stays() throws Exception {
        tracker.put("Backlog");
        TicketMove move = fixture.move(wanted("rush", 1), "\"hops\": 3").move();
        assertThat(move.result()).contains(TicketResult.NO_TRANSITION);
        assertThat(move.note()).startsWith("it stays in In Progress: no transition from In Progress to Done");
        assertThat(tracker.status()).isEqualTo("In Progress");
    }

    @Test
    void a_walk_whose_first_step_is_not_there_does_not_begin() throws Exception {
        tracker.put("In Progress");
        tracker.steps("In Progress", "To Do");
        assertThat(fixture.move(wanted("ship", 1), "\"hops\": 10").move().result())
                .contains(TicketResult.NO_TRANSITION);
        assertThat(tracker.asked).containsExactly("look");
    }
}
