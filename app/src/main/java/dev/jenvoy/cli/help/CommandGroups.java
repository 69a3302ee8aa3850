package dev.jenvoy.cli.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The overview of all commands, in groups by what people want to do. */
public final class CommandGroups {

    /** A title and the commands below it with a short line each, in their order. */
    private record Group(String title, Map<String, String> commands) {}

    private static final List<Group> GROUPS = List.of(
            group(
                    "Run a server",
                    "init",
                    "writes a configuration, and a systemd unit if wanted",
                    "serve",
                    "runs the server",
                    "status",
                    "shows on one screen whether all is well",
                    "servers",
                    "lists the servers that share a journal",
                    "doctor",
                    "looks for what is wrong around the server",
                    "service",
                    "installs the server as a service of systemd"),
            group(
                    "Write hooks",
                    "hooks",
                    "lists the hooks with their last runs; makes one, runs one here",
                    "check",
                    "checks the configuration and the hooks, without a server",
                    "explain",
                    "shows which hooks a delivery would run, and why",
                    "send",
                    "sends a signed sample or a file to a server"),
            group(
                    "See and repeat",
                    "deliveries",
                    "shows deliveries, their hooks and the output",
                    "logs",
                    "prints the output of a delivery",
                    "redeliver",
                    "runs a delivery again",
                    "cancel",
                    "stops a delivery",
                    "catch-up",
                    "has missed deliveries sent again",
                    "export",
                    "writes deliveries or runs as JSON lines or CSV",
                    "audit",
                    "shows who changed what"),
            group(
                    "Configure",
                    "config",
                    "shows the configuration in force; checks the file",
                    "secret",
                    "makes a secret",
                    "endpoint",
                    "gives single repositories an address and a secret",
                    "import",
                    "imports a hooks file of adnanh/webhook"),
            group(
                    "Chat and tickets",
                    "chat",
                    "manages rooms, routes and messages",
                    "tickets",
                    "checks state machines, shows and retries moves"),
            group(
                    "Keep",
                    "backup",
                    "writes all that the server keeps into one file",
                    "restore",
                    "makes a data folder from such a file",
                    "journal",
                    "copies the journal into a database; looks after its tables"),
            group(
                    "This program",
                    "help",
                    "shows all commands, or one with its options",
                    "completion",
                    "prints the completion for a shell",
                    "man",
                    "prints the manual page"));

    private static final String OTHERS = "Other commands";

    private CommandGroups() {}

    private static Group group(String title, String... namesAndLines) {
        Map<String, String> commands = new LinkedHashMap<>();
        for (int at = 0; at < namesAndLines.length; at += 2) {
            commands.put(namesAndLines[at], namesAndLines[at + 1]);
        }
        return new Group(title, commands);
    }

    /** Makes the usage of a program list its commands in groups. */
    public static void showIn(CommandLine program) {
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
        program.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        help -> help.createHeading("%n\"jenvoy help COMMAND\" shows a command with its options.%n"));
    }

    /** Returns the commands of a program by the title of their group, without hidden ones. */
    static Map<String, List<String>> of(CommandLine program) {
        Map<String, CommandLine> left = new LinkedHashMap<>(program.getSubcommands());
        left.values().removeIf(line -> line.getCommandSpec().usageMessage().hidden());
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Group group : GROUPS) {
            List<String> present = new ArrayList<>(group.commands().keySet());
            present.retainAll(left.keySet());
            left.keySet().removeAll(present);
            groups.put(group.title(), present);
        }
        groups.put(OTHERS, List.copyOf(left.keySet()));
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private static String list(Help help) {
        CommandLine program = help.commandSpec().commandLine();
        int width = program.getSubcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        of(program).forEach((title, commands) -> {
            text.append('\n').append(title).append('\n');
            for (String command : commands) {
                text.append("  ")
                        .append(command)
                        .append(" ".repeat(width - command.length() + 2))
                        .append(shortLine(
                                command,
                                Objects.requireNonNull(program.getSubcommands().get(command))))
                        .append('\n');
            }
        });
        return text.toString().replace("\n", System.lineSeparator());
    }

    private static String shortLine(String name, CommandLine command) {
        for (Group group : GROUPS) {
            String line = group.commands().get(name);
            if (line != null) {
                return line;
            }
        }
        String[] lines = command.getCommandSpec().usageMessage().description();
        return lines.length == 0 ? "" : lines[0].replace("%%", "%");
    }
}
