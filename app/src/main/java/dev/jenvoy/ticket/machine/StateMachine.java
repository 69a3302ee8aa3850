package dev.jenvoy.ticket.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state machine of one project: the states that a ticket may have, the statuses of the tracker that each of them
 * means, and the state that each event leads to. States are named by slugs.
 *
 * @param project the project's name, as the state file writes it
 * @param aliases each slug with its statuses, at least one; in the order of the file
 * @param edges the steps, in the order of the file; no two of one state and event
 * @param initial the slug of the first state; nothing depends on it
 */
public record StateMachine(
        String project, Map<String, List<StatusReference>> aliases, List<Edge> edges, String initial) {

    public StateMachine {
        Map<String, List<StatusReference>> copy = new LinkedHashMap<>();
        aliases.forEach((slug, statuses) -> copy.put(slug, List.copyOf(statuses)));
        aliases = Collections.unmodifiableMap(copy);
        edges = List.copyOf(edges);
        for (Edge edge : edges) {
            if (!aliases.containsKey(edge.state()) || (!edge.isEnd() && !aliases.containsKey(edge.target()))) {
                throw new IllegalArgumentException("a state without an alias");
            }
        }
    }

    /**
     * Chooses what happens to a ticket.
     *
     * @param id the id of the ticket's status; empty if the tracker has no ids
     * @param names the names of its status, in each language that the tracker says
     * @param event the machine's word for what happened
     */
    public Choice choose(String id, Collection<String> names, String event) {
        Optional<String> state = stateOf(id, names);
        if (state.isEmpty()) {
            return new Choice.UnknownStatus();
        }
        String from = state.get();
        Optional<Edge> edge = edges.stream()
                .filter(each -> each.state().equals(from) && each.event().equals(event))
                .findFirst();
        if (edge.isEmpty()) {
            return new Choice.NoStep(from);
        }
        if (edge.get().isEnd()) {
            return new Choice.End(from);
        }
        String to = edge.get().target();
        return to.equals(from) ? new Choice.Already(from) : new Choice.Move(from, to);
    }

    /** Returns the slug of the state that a status means. An id counts more than a name. */
    public Optional<String> stateOf(String id, Collection<String> names) {
        return firstIn(id, List.of()).or(() -> firstIn(id, names));
    }

    private Optional<String> firstIn(String id, Collection<String> names) {
        return aliases.keySet().stream().filter(slug -> isIn(slug, id, names)).findFirst();
    }

    /** Returns whether a ticket of this status is in a state. */
    public boolean isIn(String slug, String id, Collection<String> names) {
        return statuses(slug).stream().anyMatch(status -> status.matches(id, names));
    }

    /** Returns the statuses that a state means, in the order of the file; empty for a slug that has no alias. */
    public List<StatusReference> statuses(String slug) {
        return aliases.getOrDefault(slug, List.of());
    }

    /** Returns the slugs of the states that have steps, in the order of the file. */
    public List<String> states() {
        return edges.stream().map(Edge::state).distinct().toList();
    }

    /** Returns the events that have steps, in the order of the file. */
    public List<String> events() {
        return edges.stream().map(Edge::event).distinct().toList();
    }

    /**
     * Returns the states of the shortest way between two states that does not go there at once, over the machine's own steps,
     * whatever their events: without the first state, with the last one, no state twice. Of several ways the one whose steps
     * come first in the file. Empty if there is no such way.
     */
    public List<String> path(String from, String to) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(from));
        cameFrom.put(from, from);
        while (!waiting.isEmpty() && !cameFrom.containsKey(to)) {
            String state = waiting.remove();
            for (Edge edge : edges) {
                String target = edge.target();
                boolean isAtOnce = state.equals(from) && target.equals(to);
                if (edge.state().equals(state) && !edge.isEnd() && !isAtOnce && !cameFrom.containsKey(target)) {
                    cameFrom.put(target, state);
                    waiting.add(target);
                }
            }
        }
        List<String> path = new ArrayList<>();
        String state = cameFrom.containsKey(to) ? to : from;
        while (!state.equals(from)) {
            path.add(0, state);
            state = cameFrom.getOrDefault(state, from);
        }
        return List.copyOf(path);
    }
}
