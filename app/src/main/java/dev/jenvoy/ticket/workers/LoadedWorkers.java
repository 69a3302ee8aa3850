package dev.jenvoy.ticket.workers;

import dev.jenvoy.ticket.file.FileProblem;
import java.util.List;

/**
 * The workers of a file, or what is wrong with it.
 *
 * @param workers the workers in the order of the file; empty if there are errors
 * @param problems errors and warnings, in the file's order
 */
public record LoadedWorkers(List<Worker> workers, List<FileProblem> problems) {

    public LoadedWorkers {
        workers = List.copyOf(workers);
        problems = List.copyOf(problems);
    }

    /** Returns whether the workers cannot be used. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(FileProblem::isError);
    }
}
