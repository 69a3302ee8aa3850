package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.file.FolderFiles;
import dev.jenvoy.ticket.machine.hcl.HclBody;
import dev.jenvoy.ticket.machine.hcl.HclJson;
import dev.jenvoy.ticket.machine.hcl.HclText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads state machines out of state files, which are written in HCL ({@code .hcl}) or in HCL's JSON ({@code .json}). */
public final class StateFiles {

    private final FolderFiles files;
    private final Path folder;

    /**
     * @param reader reads files up to 1 MB that others may not change
     * @param folder where the state files lie; absolute
     */
    public StateFiles(FileReader reader, Path folder) {
        this.files = new FolderFiles(reader, folder);
        this.folder = folder;
    }

    /**
     * Loads the machines of a state file. All that is wrong is reported at once. Blocks on the disk.
     *
     * @param name the path of the file below the folder
     * @param projects the projects whose tickets are moved, in any case
     * @param events the events that the configuration asks for; one that a machine has not is a warning
     */
    public LoadedMachines load(String name, Collection<String> projects, Set<String> events) {
        FileProblems problems = new FileProblems(folder.toString(), name);
        Optional<FileReader.Content> file = files.read(name, problems);
        Map<String, StateMachine> machines = file.filter(
                        content -> content.failure().isEmpty())
                .flatMap(content -> body(name, content.bytes(), problems))
                .map(body -> machines(body, projects, events, problems))
                .orElse(Map.of());
        return new LoadedMachines(machines, problems.problems(), file);
    }

    private static Map<String, StateMachine> machines(
            HclBody body, Collection<String> projects, Set<String> events, FileProblems problems) {
        StateFile read = new StateFileReader(problems).read(body);
        return new MachineAssembly(read, problems).machines(projects, events);
    }

    private static Optional<HclBody> body(String name, ByteBuffer bytes, FileProblems problems) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".hcl")) {
            return HclText.read(bytes, problems);
        }
        if (lower.endsWith(".json")) {
            return HclJson.read(bytes, StateFileReader.SCHEMA, problems);
        }
        problems.error("suffix", Position.NOWHERE, "expected a file that ends in .hcl or .json");
        return Optional.empty();
    }
}
