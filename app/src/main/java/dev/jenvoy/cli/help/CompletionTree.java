package dev.jenvoy.cli.help;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What may follow which command, for the scripts of the shells. */
final class CompletionTree {

    /** What a value is. */
    enum Kind {
        /** Nothing that is known. */
        ANY,
        /** One of a fixed list. */
        LISTED,
        /** One of a fixed list, or a file. */
        LISTED_OR_FILE,
        /** A file or a folder. */
        FILE,
        /** A hook, which the shell finds in the folder. */
        HOOK,
        /** A delivery, which the program is asked for. */
        ENTRY
    }

    /** What may be given for an argument. */
    record Values(Kind kind, List<String> listed) {
        Values {
            listed = List.copyOf(listed);
        }
    }

    /**
     * An option.
     *
     * @param values what it takes; null if it takes nothing
     */
    record Choice(
            List<String> names, String about, @Nullable Values values) {
        Choice {
            names = List.copyOf(names);
        }
    }

    /**
     * A command.
     *
     * @param path its words, without the program's name
     * @param commands the commands below it, each with a line about it
     * @param parameters what its arguments may be, all of them together
     */
    record Node(List<String> path, Map<String, String> commands, List<Choice> options, List<Values> parameters) {
        Node {
            path = List.copyOf(path);
            options = List.copyOf(options);
            parameters = List.copyOf(parameters);
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final Collection<String> samples;

    private CompletionTree(Collection<String> samples) {
        this.samples = samples;
    }

    /** @param samples the names of the samples of all senders */
    static List<Node> of(CommandSpec program, Collection<String> samples) {
        CompletionTree tree = new CompletionTree(samples);
        tree.add(program, List.of());
        return tree.nodes;
    }

    private void add(CommandSpec command, List<String> path) {
        Map<String, String> below = new LinkedHashMap<>();
        for (Map.Entry<String, CommandLine> entry : command.subcommands().entrySet()) {
            if (!entry.getValue().getCommandSpec().usageMessage().hidden()) {
                below.put(
                        entry.getKey(),
                        about(entry.getValue().getCommandSpec().usageMessage().description()));
            }
        }
        List<Choice> options = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                options.add(new Choice(
                        List.of(option.names()),
                        about(option.description()),
                        option.arity().max() == 0 ? null : values(option, path, option.longestName())));
            }
        }
        List<Values> parameters = new ArrayList<>();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            parameters.add(
                    path.equals(List.of("help"))
                            ? new Values(
                                    Kind.LISTED,
                                    List.copyOf(Objects.requireNonNull(command.parent())
                                            .subcommands()
                                            .keySet()))
                            : values(parameter, path, parameter.paramLabel()));
        }
        nodes.add(new Node(path, below, options, parameters));
        for (String name : below.keySet()) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            add(Objects.requireNonNull(command.subcommands().get(name)).getCommandSpec(), deeper);
        }
    }

    private Values values(ArgSpec argument, List<String> path, String name) {
        if (name.equals("ENTRY|ID")) {
            return new Values(Kind.ENTRY, List.of());
        }
        if (name.equals("SAMPLE|FILE")) {
            return new Values(Kind.LISTED_OR_FILE, List.copyOf(new LinkedHashSet<>(samples)));
        }
        boolean tried = path.equals(List.of("hooks", "run")) && name.equals("NAME");
        if (tried || name.equals("--hook") || name.equals("--from")) {
            return new Values(Kind.HOOK, List.of());
        }
        List<String> listed = listed(argument);
        if (!listed.isEmpty()) {
            return new Values(Kind.LISTED, listed);
        }
        boolean file = argument.type() == Path.class || Set.of("FILE", "FOLDER").contains(argument.paramLabel());
        return new Values(file ? Kind.FILE : Kind.ANY, List.of());
    }

    private static List<String> listed(ArgSpec argument) {
        List<String> all = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(all::add);
        } else if (argument.type().isEnum()) {
            Arrays.stream(argument.type().getEnumConstants())
                    .map(Object::toString)
                    .forEach(all::add);
        }
        return all;
    }

    private static String about(String[] lines) {
        return lines.length == 0 ? "" : lines[0].replace("%%", "%").replaceAll("\\$\\{[^}]*}", "…");
    }
}
