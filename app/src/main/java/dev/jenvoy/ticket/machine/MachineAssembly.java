package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.StateFile.Machine;
import dev.jenvoy.ticket.machine.StateFile.Provisioner;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the machines of projects out of what a state file says. Names of projects are compared in any case. */
final class MachineAssembly {

    private static final String MISMATCH = "state_machine_id_mismatch";

    private final StateFile file;
    private final FileProblems problems;

    /** By the folded name of their project. */
    private final Map<String, Provisioner> provisioners = new LinkedHashMap<>();

    private final Map<String, Machine> apart = new HashMap<>();

    MachineAssembly(StateFile file, FileProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Returns the machine of each project, under its name in upper case. Reports everything that is wrong; if there are errors,
     * there are no machines.
     */
    Map<String, StateMachine> machines(Collection<String> projects, Set<String> events) {
        Set<String> used =
                projects.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        file.provisioners().forEach(this::keep);
        file.machines().forEach(this::keep);
        Map<String, StateMachine> machines = new LinkedHashMap<>();
        provisioners.forEach((name, provisioner) -> {
            boolean isUsed = used.contains(name);
            Optional<Machine> machine = machine(provisioner, isUsed);
            machine.ifPresent(found -> new MachineChecks(provisioner, found, isUsed, problems).check(events));
        });
        projects.forEach(this::mustBeThere);
        if (!problems.hasErrors()) {
            for (String project : projects) {
                Provisioner provisioner = provisioners.get(project.toLowerCase(Locale.ROOT));
                if (provisioner != null) {
                    String key = project.toUpperCase(Locale.ROOT);
                    machine(provisioner, false).ifPresent(machine -> machines.put(key, made(provisioner, machine)));
                }
            }
        }
        return machines;
    }

    private void keep(Provisioner provisioner) {
        Provisioner first = provisioners.putIfAbsent(provisioner.name().folded(), provisioner);
        if (first != null) {
            problems.error(
                    "provisioner_twice",
                    provisioner.name().at(),
                    FileProblems.quoted(provisioner.name().text()) + " has a provisioner already in line "
                            + first.name().at().line());
        }
    }

    private void keep(Machine machine) {
        Machine first = apart.putIfAbsent(machine.name().folded(), machine);
        Provisioner owner = provisioners.get(machine.name().folded());
        if (first != null || (owner != null && owner.machine().isPresent())) {
            problems.error(
                    "block_twice",
                    machine.name().at(),
                    FileProblems.quoted(machine.name().text()) + " has a statemachine already");
        }
        if (owner == null && file.whole()) {
            problems.error(
                    MISMATCH,
                    machine.name().at(),
                    "no provisioner has the label "
                            + FileProblems.quoted(machine.name().text())
                            + FileProblems.nearest(machine.name().folded(), provisioners.keySet()));
        }
    }

    /** Returns the machine that belongs to a provisioner, within it or beside it. */
    private Optional<Machine> machine(Provisioner provisioner, boolean report) {
        Optional<Machine> machine = provisioner
                .machine()
                .or(() -> Optional.ofNullable(apart.get(provisioner.name().folded())));
        Optional<Machine> other = machine.filter(
                found -> !found.name().folded().equals(provisioner.name().folded()));
        if (report) {
            other.ifPresent(found -> problems.error(
                    MISMATCH,
                    found.name().at(),
                    "the label " + FileProblems.quoted(found.name().text()) + " is not that of its provisioner, "
                            + FileProblems.quoted(provisioner.name().text())));
        }
        return machine;
    }

    private void mustBeThere(String project) {
        String name = project.toLowerCase(Locale.ROOT);
        if (!provisioners.containsKey(name) && file.whole()) {
            problems.error(
                    MISMATCH,
                    Position.NOWHERE,
                    "no provisioner for the project " + FileProblems.quoted(project) + meant(name));
        }
    }

    /** Returns the end of a message that says which project was meant. */
    private String meant(String name) {
        String before = name.substring(0, Math.max(0, name.lastIndexOf('-')));
        boolean isKey = provisioners.containsKey(before) && name.matches(".*-[0-9]+");
        return isKey
                ? "; that is the key of a ticket, its project is " + FileProblems.quoted(before)
                : FileProblems.nearest(name, provisioners.keySet());
    }

    /** Only called when nothing is wrong. */
    private static StateMachine made(Provisioner provisioner, Machine machine) {
        Map<String, List<StatusReference>> aliases = new LinkedHashMap<>();
        for (StateFile.Alias alias : provisioner.aliases().orElse(List.of())) {
            aliases.put(
                    alias.slug().text(),
                    alias.statuses().stream()
                            .map(status -> new StatusReference(status.text()))
                            .toList());
        }
        List<Edge> edges = machine.steps().stream()
                .map(step -> new Edge(
                        step.state().text(), step.event().text(), step.target().text()))
                .toList();
        String initial = machine.initial().map(StateFile.Word::text).orElse("");
        return new StateMachine(provisioner.name().text(), aliases, edges, initial);
    }
}
