package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.StateFile.Alias;
import dev.jenvoy.ticket.machine.StateFile.Machine;
import dev.jenvoy.ticket.machine.StateFile.Provisioner;
import dev.jenvoy.ticket.machine.StateFile.Step;
import dev.jenvoy.ticket.machine.StateFile.Word;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the machine of one project. A word of a part that could not be read is no reason for a problem elsewhere. What makes
 * unotify refuse the file only if the project is used is a warning for a project that is not.
 */
final class MachineChecks {

    private final Provisioner provisioner;
    private final Machine machine;
    private final boolean used;
    private final FileProblems problems;

    /** The slugs that have steps. */
    private final Set<String> states;

    /** @param used whether tickets of the project are moved */
    MachineChecks(Provisioner provisioner, Machine machine, boolean used, FileProblems problems) {
        this.provisioner = provisioner;
        this.machine = machine;
        this.used = used;
        this.problems = problems;
        this.states = machine.steps().stream()
                .map(step -> step.state().text())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Reports everything that is wrong.
     *
     * @param events the events that the configuration asks for
     */
    void check(Set<String> events) {
        if (machine.whole()) {
            targets();
        }
        conflicts();
        provisioner.aliases().ifPresent(aliases -> {
            missingAliases(aliases);
            sameStatuses(aliases);
        });
        if (used && machine.whole()) {
            initial();
            provisioner.aliases().ifPresent(this::unusedAliases);
            unreached();
            events(events);
        }
    }

    private void targets() {
        for (Step step : machine.steps()) {
            String target = step.target().text();
            if (!target.equals(Edge.END) && !states.contains(target)) {
                problems.error(
                        "transition_state_unregistered",
                        step.target().at(),
                        "no state block for " + quoted(target) + nearest(target, states)
                                + "; the last state has one with " + Edge.END);
            }
        }
    }

    private void conflicts() {
        Map<List<String>, Position> first = new HashMap<>();
        for (Step step : machine.steps()) {
            List<String> edge = List.of(step.state().text(), step.event().text());
            Position there = first.putIfAbsent(edge, step.state().at());
            if (there != null) {
                report(
                        "conflicts",
                        step.state().at(),
                        "the state " + quoted(edge.get(0)) + " has the event " + quoted(edge.get(1))
                                + " already in line " + there.line());
            }
        }
    }

    private void missingAliases(List<Alias> aliases) {
        Set<String> slugs = slugs(aliases);
        Set<String> reported = new LinkedHashSet<>();
        for (Step step : machine.steps()) {
            String state = step.state().text();
            if (!slugs.contains(state) && reported.add(state)) {
                report(
                        "state_id_alias_mapping_not_found",
                        step.state().at(),
                        "no alias for the state " + quoted(state) + nearest(state, slugs));
            }
        }
    }

    private void sameStatuses(List<Alias> aliases) {
        Map<String, Alias> first = new HashMap<>();
        for (Alias alias : aliases) {
            for (Word status : alias.statuses()) {
                String wanted = new StatusReference(status.text()).comparable();
                Alias other = first.putIfAbsent(wanted, alias);
                if (other != null && !other.slug().text().equals(alias.slug().text())) {
                    report(
                            "status_twice",
                            status.at(),
                            quoted(alias.slug().text()) + " and "
                                    + quoted(other.slug().text()) + " stand for one status, " + quoted(status.text()));
                }
            }
        }
    }

    private void initial() {
        Optional<Word> initial = machine.initial().filter(word -> !states.contains(word.text()));
        initial.ifPresent(word -> problems.warning(
                "unknown_initial",
                word.at(),
                "no state block for the initial state " + quoted(word.text()) + nearest(word.text(), states)));
    }

    private void unusedAliases(List<Alias> aliases) {
        for (Alias alias : aliases) {
            String slug = alias.slug().text();
            if (!states.contains(slug)) {
                problems.warning(
                        "unused_alias",
                        alias.slug().at(),
                        "no state block for " + quoted(slug) + nearest(slug, states));
            }
        }
    }

    private void unreached() {
        Set<String> reached = new LinkedHashSet<>();
        machine.initial().ifPresent(word -> reached.add(word.text()));
        machine.steps().stream()
                .filter(step -> !step.target().text().equals(step.state().text()))
                .forEach(step -> reached.add(step.target().text()));
        Set<String> reported = new LinkedHashSet<>();
        for (Step step : machine.steps()) {
            String state = step.state().text();
            if (!reached.contains(state) && reported.add(state)) {
                problems.warning("unreached_state", step.state().at(), "no step leads to the state " + quoted(state));
            }
        }
    }

    private void events(Set<String> events) {
        Set<String> known = machine.steps().stream()
                .map(step -> step.event().text())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String event : events) {
            if (!known.contains(event)) {
                problems.warning(
                        "unknown_event",
                        machine.name().at(),
                        "no state has the event " + quoted(event) + ", which \"on\" names" + nearest(event, known));
            }
        }
    }

    private static Set<String> slugs(List<Alias> aliases) {
        return aliases.stream().map(alias -> alias.slug().text()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void report(String code, Position at, String message) {
        if (used) {
            problems.error(code, at, message);
        } else {
            problems.warning(code, at, message);
        }
    }

    private static String nearest(String word, Set<String> known) {
        return FileProblems.nearest(word, known);
    }

    private static String quoted(String text) {
        return FileProblems.quoted(text);
    }
}
