package dev.jenvoy.cli.help;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Builds a manual page in roff (man(7)) from the descriptions of the commands. */
final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandSpec program, String version) {
        ManPage page = new ManPage();
        page.whole(program, version);
        return page.page.toString();
    }

    private void whole(CommandSpec program, String version) {
        macro(".TH " + quoted(program.name().toUpperCase(java.util.Locale.ROOT)) + " 1 \"\" "
                + quoted(program.name() + " " + version) + " " + quoted("User Commands"));
        macro(".nh");
        macro(".ad l");
        macro(".SH NAME");
        text(program.name() + " - " + lowerFirst(description(program)));
        macro(".SH SYNOPSIS");
        macro(".B " + escaped(program.name()));
        text("COMMAND [OPTIONS]");
        macro(".SH DESCRIPTION");
        text(description(program));
        arguments(program);
        macro(".SH COMMANDS");
        program.subcommands().values().stream()
                .filter(line -> !line.getCommandSpec().usageMessage().hidden())
                .forEach(this::command);
        macro(".SH EXIT STATUS");
        item("0");
        text("The command succeeded and found no error.");
        item("1");
        text("The command failed or found an error.");
        item("2");
        text("Wrong usage.");
        item("3");
        text("serve: the server ended at once and must be started again. status: no server answers.");
        macro(".SH ENVIRONMENT");
        item("JENVOY_CONFIG");
        text("The configuration file, if --config is not given.");
        item("NO_COLOR");
        text("If set and not empty: no colour.");
        item("COLUMNS");
        text("The width of tables.");
        macro(".SH FILES");
        item("config.json");
        text("The configuration in the working folder, unless another file is given.");
    }

    private void command(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        macro(".SS " + quoted(command.qualifiedName(" ")));
        macro(".P");
        macro(".I " + escaped(synopsis(line)));
        macro(".P");
        text(description(command));
        arguments(command);
        command.subcommands().values().forEach(this::command);
    }

    private static String synopsis(CommandLine line) {
        Help help = new Help(line.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
        return help.synopsis(0).replaceAll("\\s+", " ").strip();
    }

    private void arguments(CommandSpec command) {
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (!parameter.hidden()) {
                item(parameter.paramLabel());
                text(description(parameter));
            }
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                item(Arrays.stream(option.names()).collect(Collectors.joining(", ")) + label);
                text(description(option));
            }
        }
    }

    private static String description(CommandSpec command) {
        return String.join(" ", rendered(command.usageMessage().description()));
    }

    private static String description(ArgSpec argument) {
        String words = String.join(" ", rendered(argument.description()));
        Iterable<String> candidates = argument.completionCandidates();
        String all = candidates == null ? "" : String.join(", ", candidates);
        return words.replace("${COMPLETION-CANDIDATES}", all)
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()));
    }

    private static List<String> rendered(String[] lines) {
        return Arrays.stream(lines)
                .map(line -> line.replace("%n", " ").replace("%%", "%"))
                .toList();
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private void item(String term) {
        macro(".TP");
        macro(".B " + escaped(term));
    }

    private void macro(String line) {
        page.append(line).append('\n');
    }

    private void text(String text) {
        page.append(escaped(text)).append('\n');
    }

    private static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /**
     * Escapes a text so that roff prints it unchanged: backslashes, hyphens, and control characters at the beginning of
     * a line.
     */
    private static String escaped(String text) {
        String line = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq")
                .replace("…", "...")
                .replace("\n", " ");
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }
}
