package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.ticket.file.FileProblem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machines of a state file, or what is wrong with it.
 *
 * @param machines the machine of each project that was asked for, under its name in upper case; empty if there are errors
 * @param problems errors and warnings, in the file's order
 * @param file the file as it was read, also if it cannot be used; empty if its name cannot be that of a file
 */
public record LoadedMachines(
        Map<String, StateMachine> machines, List<FileProblem> problems, Optional<FileReader.Content> file) {

    public LoadedMachines {
        machines = Collections.unmodifiableMap(new LinkedHashMap<>(machines));
        problems = List.copyOf(problems);
    }

    /** Returns whether the machines cannot be used. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(FileProblem::isError);
    }
}
