package dev.jenvoy.ticket.workers;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Utf8Text;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.file.FolderFiles;
import dev.jenvoy.ticket.key.ProjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads unotify's {@code workers.yaml}: the name of each worker with its {@code statefile} and its {@code projects}. Keys that
 * unotify does not know are ignored, as it does.
 */
public final class WorkersFile {

    private static final int MAX_WORKERS = 100;
    private static final int MAX_PROJECTS = 1_000;

    private final FileProblems problems;

    /** The worker of each project, by its name in lower case. */
    private final Map<String, String> owners = new HashMap<>();

    private WorkersFile(FileProblems problems) {
        this.problems = problems;
    }

    /** Reads the workers of a file. What is wrong with reading it is a problem, too. */
    public static LoadedWorkers read(FileReader.Content file) {
        FileProblems problems = FileProblems.of(file.path());
        FolderFiles.report(file, problems);
        List<Worker> workers = file.failure().isPresent()
                ? List.of()
                : Utf8Text.decode(file.bytes(), (at, why) -> problems.error("syntax", at, why))
                        .flatMap(text -> YamlTree.read(text, problems))
                        .map(root -> new WorkersFile(problems).workers(root))
                        .orElse(List.of());
        if (workers.isEmpty() && !problems.hasErrors()) {
            problems.error("no_workers", Position.NOWHERE, "expected workers: with a name, statefile and projects");
        }
        return new LoadedWorkers(problems.hasErrors() ? List.of() : workers, problems.problems());
    }

    private List<Worker> workers(JsonNode root) {
        Optional<JsonNode> workers = member(root, "workers");
        if (workers.isEmpty() || workers.get() instanceof JsonNode.Nothing) {
            return List.of();
        }
        if (!(workers.get() instanceof JsonNode.Members members)) {
            wrong(workers.get(), "a mapping of names to workers");
            return List.of();
        }
        if (members.values().size() > MAX_WORKERS) {
            problems.error("too_many", members.at(), "more than " + MAX_WORKERS + " workers");
            return List.of();
        }
        List<Worker> all = new ArrayList<>();
        members.values().forEach(member -> worker(member).ifPresent(all::add));
        return all;
    }

    private Optional<Worker> worker(JsonNode.Member member) {
        Optional<String> file = member(member.value(), "statefile").flatMap(this::text);
        Optional<JsonNode> projects = member(member.value(), "projects");
        List<String> names = projects.map(node -> projects(member, node)).orElse(List.of());
        require(member, "statefile", member(member.value(), "statefile").isPresent());
        require(member, "projects", projects.isPresent());
        return file.isPresent() && !names.isEmpty()
                ? Optional.of(new Worker(member.name(), member.nameAt(), file.get(), names))
                : Optional.empty();
    }

    private void require(JsonNode.Member worker, String key, boolean isThere) {
        if (!isThere) {
            problems.error(
                    "missing_" + key,
                    worker.nameAt(),
                    "the worker " + FileProblems.quoted(worker.name()) + " has no " + key);
        }
    }

    private List<String> projects(JsonNode.Member worker, JsonNode node) {
        if (!(node instanceof JsonNode.Items items) || items.values().isEmpty()) {
            wrong(node, "a list of projects");
            return List.of();
        }
        if (items.values().size() > MAX_PROJECTS) {
            problems.error("too_many", items.at(), "more than " + MAX_PROJECTS + " projects");
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode item : items.values()) {
            text(item).filter(name -> isGood(worker, item, name)).ifPresent(names::add);
        }
        return names;
    }

    private boolean isGood(JsonNode.Member worker, JsonNode item, String name) {
        if (!ProjectName.isName(name)) {
            problems.error("project_name", item.at(), FileProblems.quoted(name) + " is not " + ProjectName.EXPECTED);
            return false;
        }
        String owner = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), worker.name());
        if (owner == null) {
            return true;
        }
        if (owner.equals(worker.name())) {
            problems.warning("project_twice", item.at(), FileProblems.quoted(name) + " is there twice");
        } else {
            problems.error(
                    "project_twice",
                    item.at(),
                    FileProblems.quoted(name) + " belongs to the worker " + FileProblems.quoted(owner) + " already");
        }
        return false;
    }

    private Optional<String> text(JsonNode node) {
        if (node instanceof JsonNode.Text text && !text.value().isBlank()) {
            return Optional.of(text.value());
        }
        wrong(node, "a text");
        return Optional.empty();
    }

    private static Optional<JsonNode> member(JsonNode node, String name) {
        return node instanceof JsonNode.Members members
                ? members.values().stream()
                        .filter(member -> member.name().equals(name))
                        .map(JsonNode.Member::value)
                        .findFirst()
                : Optional.empty();
    }

    private void wrong(JsonNode node, String expected) {
        String found = node instanceof JsonNode.Text text && text.value().isBlank() ? "a blank text" : node.kind();
        problems.error("wrong_type", node.at(), "expected " + expected + ", found " + found);
    }
}
