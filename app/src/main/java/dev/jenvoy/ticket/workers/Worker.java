package dev.jenvoy.ticket.workers;

import dev.jenvoy.option.json.Position;
import java.util.List;

/**
 * What moves the tickets of some projects by the machines of one state file. Its name is that of a tracker.
 *
 * @param name the name
 * @param at where the name is in the file of workers
 * @param stateFile the path of the state file below the folder of state files
 * @param projects the names of the projects as written, at least one, each once in any case
 */
public record Worker(String name, Position at, String stateFile, List<String> projects) {
    public Worker {
        projects = List.copyOf(projects);
    }
}
