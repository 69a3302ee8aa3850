package dev.jenvoy.ticket.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.ticket.machine.Edge;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.machine.StatusReference;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.TicketStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which step of a tracker leads to a state. */
class StepChoiceTest {

    private static final TicketStatus DONE = new TicketStatus("5", "Fertig", "Done");
    private static final TicketStatus CLOSED = new TicketStatus("6", "Geschlossen", "Closed");
    private static final TicketStatus REVIEW = new TicketStatus("7", "In Review", "");
    private static final StateMachine MACHINE = machine();

    private static StateMachine machine() {
        Map<String, List<StatusReference>> aliases = new LinkedHashMap<>();
        aliases.put("review", List.of(new StatusReference("in  review")));
        aliases.put("done", List.of(new StatusReference("id:6"), new StatusReference("done")));
        return new StateMachine("soc", aliases, List.of(new Edge("review", "next", "done")), "review");
    }

    private static Step step(String id, String name, TicketStatus target) {
        return new Step(id, name, target, false, true);
    }

    private static String chosen(Step... steps) {
        return StepChoice.to("done", MACHINE, new Steps.Listed(List.of(steps)))
                .map(Step::id)
                .orElse("");
    }

    @Test
    void a_step_is_chosen_by_where_it_leads_and_never_by_its_name() {
        assertThat(chosen(step("1", "Done", REVIEW), step("2", "In Review", DONE)))
                .isEqualTo("2");
        assertThat(chosen(step("1", "Done", REVIEW))).isEmpty();
    }

    @Test
    void any_status_of_the_state_will_do_in_any_language_or_by_its_id() {
        assertThat(chosen(step("1", "", CLOSED))).isEqualTo("1");
        assertThat(chosen(step("1", "", new TicketStatus("9", "DONE", "")))).isEqualTo("1");
    }

    @Test
    void of_several_the_one_without_a_screen_and_then_the_lowest_number() {
        Step withScreen = new Step("2", "", DONE, true, true);
        assertThat(chosen(withScreen, step("31", "", DONE), step("4", "", DONE)))
                .isEqualTo("4");
        assertThat(chosen(withScreen)).isEqualTo("2");
    }

    @Test
    void a_step_that_cannot_be_taken_is_not_chosen_and_said_to_be_there() {
        Step closed = new Step("2", "Finish", DONE, false, false);
        assertThat(chosen(closed)).isEmpty();
        assertThat(StepChoice.refusal("In Review", "Done", new Steps.Listed(List.of(closed))))
                .isEqualTo("no transition from In Review to Done; there are: Finish -> Fertig (not available)");
    }

    @Test
    void a_tracker_that_lists_no_steps_is_asked_for_the_name_of_the_state() {
        assertThat(StepChoice.to("done", MACHINE, new Steps.Any())).contains(Step.to("done"));
        assertThat(StepChoice.to("done", MACHINE, new Steps.Withheld("no"))).isEmpty();
    }

    @Test
    void a_refusal_lists_ten_steps_at_most() {
        List<Step> many = IntStream.range(0, 40)
                .mapToObj(number -> step("" + number, "Go", REVIEW))
                .toList();
        assertThat(StepChoice.refusal("A", "B", new Steps.Listed(many)).split("Go -> In Review", -1))
                .hasSize(11);
        assertThat(StepChoice.refusal("A", "B", new Steps.Listed(List.of())))
                .isEqualTo("no transition from A to B; there is no other");
    }
}
