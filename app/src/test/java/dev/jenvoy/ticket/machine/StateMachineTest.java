package dev.jenvoy.ticket.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateMachineTest {

    private static final StateMachine MACHINE = new StateMachine(
            "soc",
            aliases(Map.of(
                    "to_do", List.of("To Do"),
                    "in_progress", List.of("In Progress", "Doing"),
                    "review", List.of("id:5"),
                    "done", List.of("Done"))),
            List.of(
                    new Edge("to_do", "next", "in_progress"),
                    new Edge("in_progress", "next", "review"),
                    new Edge("in_progress", "prev", "to_do"),
                    new Edge("review", "next", "done"),
                    new Edge("review", "again", "review"),
                    new Edge("done", "next", Edge.END),
                    new Edge("done", "reopen", "to_do")),
            "to_do");

    @Test
    void a_status_and_an_event_lead_to_the_next_state() {
        assertThat(MACHINE.choose("1", List.of("to do"), "next")).isEqualTo(new Choice.Move("to_do", "in_progress"));
        assertThat(MACHINE.choose("", List.of("Doing"), "prev")).isEqualTo(new Choice.Move("in_progress", "to_do"));
    }

    @Test
    void a_status_without_a_state_is_unknown() {
        assertThat(MACHINE.choose("9", List.of("Blocked"), "next")).isEqualTo(new Choice.UnknownStatus());
        assertThat(MACHINE.choose("", List.of(), "next")).isEqualTo(new Choice.UnknownStatus());
    }

    @Test
    void a_state_without_the_event_leaves_the_ticket_alone() {
        assertThat(MACHINE.choose("1", List.of("To Do"), "prev")).isEqualTo(new Choice.NoStep("to_do"));
    }

    @Test
    void the_last_state_leaves_the_ticket_alone() {
        assertThat(MACHINE.choose("4", List.of("Done"), "next")).isEqualTo(new Choice.End("done"));
    }

    @Test
    void a_step_to_the_own_state_moves_nothing() {
        assertThat(MACHINE.choose("5", List.of("Anything"), "again")).isEqualTo(new Choice.Already("review"));
    }

    @Test
    void an_id_counts_more_than_a_name() {
        assertThat(MACHINE.stateOf("5", List.of("Done"))).contains("review");
    }

    @Test
    void states_and_events_stand_in_the_order_of_the_file() {
        assertThat(MACHINE.states()).containsExactly("to_do", "in_progress", "review", "done");
        assertThat(MACHINE.events()).containsExactly("next", "prev", "again", "reopen");
    }

    @Test
    void the_path_is_the_shortest_over_the_steps_of_the_machine() {
        assertThat(MACHINE.path("to_do", "done")).containsExactly("in_progress", "review", "done");
        assertThat(MACHINE.path("review", "in_progress")).containsExactly("done", "to_do", "in_progress");
        assertThat(MACHINE.path("to_do", "to_do")).isEmpty();
    }

    @Test
    void there_is_no_path_where_no_steps_lead() {
        StateMachine oneWay = new StateMachine(
                "soc",
                aliases(Map.of("a", List.of("A"), "b", List.of("B"))),
                List.of(new Edge("a", "next", "b"), new Edge("b", "next", Edge.END)),
                "a");

        assertThat(oneWay.path("b", "a")).isEmpty();
        assertThat(oneWay.path("a", "nowhere")).isEmpty();
    }

    @Test
    void a_state_needs_an_alias() {
        Map<String, List<StatusReference>> aliases = aliases(Map.of("a", List.of("A")));
        List<Edge> unknown = List.of(new Edge("a", "next", "b"));

        assertThatThrownBy(() -> new StateMachine("soc", aliases, unknown, "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, List<StatusReference>> aliases(Map<String, List<String>> names) {
        Map<String, List<StatusReference>> aliases = new LinkedHashMap<>();
        names.forEach((slug, statuses) ->
                aliases.put(slug, statuses.stream().map(StatusReference::new).toList()));
        return aliases;
    }
}
