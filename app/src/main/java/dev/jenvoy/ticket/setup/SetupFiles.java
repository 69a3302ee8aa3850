package dev.jenvoy.ticket.setup;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.Edge;
import dev.jenvoy.ticket.machine.LoadedMachines;
import dev.jenvoy.ticket.machine.StateFiles;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.options.KeyPlaces;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.workers.LoadedWorkers;
import dev.jenvoy.ticket.workers.Worker;
import dev.jenvoy.ticket.workers.WorkersFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the file of workers and the state files of all trackers, and holds them against the configuration. */
public final class SetupFiles {

    private static final String TRACKERS = "tickets.trackers";
    private static final String WITHOUT_TRACKER = "worker_without_tracker";

    private final FileReader reader;

    /** @param reader reads files up to 1 MB that others may not change */
    public SetupFiles(FileReader reader) {
        this.reader = reader;
    }

    /** Loads everything. All that is wrong is reported at once. Blocks on the disk. */
    public TrackerSetups load(TicketsOptions options) {
        List<FileProblem> problems = new ArrayList<>();
        List<FileReader.Content> files = new ArrayList<>();
        Map<String, Worker> workers = new LinkedHashMap<>();
        options.workersFile().ifPresent(file -> readWorkers(file, options, workers, problems, files));
        boolean isBroken = problems.stream()
                .anyMatch(problem -> problem.isError() && !problem.code().equals(WITHOUT_TRACKER));
        Map<String, TrackerSetup> trackers = new LinkedHashMap<>();
        Map<String, String> owners = new HashMap<>();
        StateFiles stateFiles = new StateFiles(reader, options.stateFiles());
        List<FileProblem> own = new ArrayList<>();
        for (TrackerOptions tracker : options.trackers().values()) {
            Optional<Worker> worker = Optional.ofNullable(workers.get(tracker.name()));
            String stateFile =
                    tracker.stateFile().or(() -> worker.map(Worker::stateFile)).orElse("");
            List<String> projects =
                    tracker.projects().isEmpty() ? worker.map(Worker::projects).orElse(List.of()) : tracker.projects();
            if (stateFile.isEmpty() || projects.isEmpty()) {
                // What a broken file of workers does not say may be in it when it is mended.
                if (!isBroken) {
                    String key = ObjectReader.join(TRACKERS, tracker.name());
                    own.add(FileProblem.errorOfKey(
                            "tracker_without_projects",
                            key,
                            options.places().at(key),
                            "the tracker " + tracker.name() + " has no "
                                    + (stateFile.isEmpty() ? "state file" : "projects")
                                    + ", neither here nor in the file of workers"));
                }
                continue;
            }
            claim(tracker, projects, owners, options.places(), own);
            LoadedMachines loaded = stateFiles.load(
                    stateFile, projects, new LinkedHashSet<>(tracker.on().values()));
            loaded.file().ifPresent(files::add);
            problems.addAll(loaded.problems());
            own.addAll(fields(tracker, loaded.machines().values(), options.places()));
            trackers.put(tracker.name(), new TrackerSetup(tracker, loaded.machines()));
        }
        problems.addAll(own);
        List<FileProblem> distinct = problems.stream().distinct().toList();
        boolean hasErrors = distinct.stream().anyMatch(FileProblem::isError);
        return new TrackerSetups(hasErrors ? Map.of() : trackers, distinct, files);
    }

    private void readWorkers(
            Path file,
            TicketsOptions options,
            Map<String, Worker> workers,
            List<FileProblem> problems,
            List<FileReader.Content> files) {
        FileReader.Content content = reader.read(file);
        files.add(content);
        LoadedWorkers read = WorkersFile.read(content);
        problems.addAll(read.problems());
        FileProblems more = FileProblems.of(file);
        for (Worker worker : read.workers()) {
            workers.put(worker.name(), worker);
            if (!options.trackers().containsKey(worker.name())) {
                more.error(
                        WITHOUT_TRACKER,
                        worker.at(),
                        "the configuration has no tracker " + FileProblems.quoted(worker.name())
                                + " in tickets.trackers");
            }
        }
        problems.addAll(more.problems());
    }

    private static void claim(
            TrackerOptions tracker,
            List<String> projects,
            Map<String, String> owners,
            KeyPlaces places,
            List<FileProblem> problems) {
        String entry = ObjectReader.join(TRACKERS, tracker.name());
        for (int at = 0; at < projects.size(); at++) {
            String project = projects.get(at);
            String other = owners.putIfAbsent(project.toUpperCase(Locale.ROOT), tracker.name());
            if (other != null && !other.equals(tracker.name())) {
                String key = tracker.projects().isEmpty() ? entry : entry + ".projects[" + at + "]";
                problems.add(FileProblem.errorOfKey(
                        "project_twice",
                        key,
                        places.at(key),
                        "the project " + FileProblems.quoted(project) + " belongs to the trackers " + other + " and "
                                + tracker.name() + "; a project has one tracker"));
            }
        }
    }

    /** Returns a warning for each state that {@code fields} names and to which no ticket is moved. */
    private static List<FileProblem> fields(
            TrackerOptions tracker, Collection<StateMachine> machines, KeyPlaces places) {
        if (machines.isEmpty()) {
            return List.of();
        }
        Set<String> targets = new TreeSet<>();
        Set<String> states = new HashSet<>();
        for (StateMachine machine : machines) {
            states.addAll(machine.aliases().keySet());
            machine.edges().stream()
                    .filter(edge -> !edge.isEnd())
                    .map(Edge::target)
                    .forEach(targets::add);
        }
        return tracker.fields().keySet().stream()
                .filter(state -> !targets.contains(state))
                .sorted()
                .map(state -> {
                    String key = ObjectReader.join(ObjectReader.join(TRACKERS, tracker.name()) + ".fields", state);
                    String why = states.contains(state)
                            ? "no step leads to the state " + FileProblems.quoted(state)
                            : "no state machine has the state " + FileProblems.quoted(state)
                                    + FileProblems.nearest(state, targets);
                    return FileProblem.warningOfKey("unknown_field_state", key, places.at(key), why);
                })
                .toList();
    }
}
