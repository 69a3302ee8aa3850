package dev.jenvoy.cli.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the hook that runs the command of an imported one, with its arguments, files and folder. */
final class WrapperScript {

    private final String id;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private boolean joinsErrors;
    private String folder = "";

    WrapperScript(String id) {
        this.id = id;
    }

    void folder(String path) {
        folder = path;
    }

    /** Has standard error be printed with standard output. */
    void joinErrors() {
        joinsErrors = true;
    }

    /** Adds a fixed argument. */
    void argument(String text) {
        arguments.add(quoted(text));
    }

    /** Adds an argument that a variable holds, which the command does not see. */
    void argumentOf(String variable) {
        arguments.add("\"$" + variable + "\"");
        hidden.add(variable);
    }

    /**
     * Has a file with the value of a variable be made, whose path another variable holds. Unless it is kept, it lies beside the
     * payload, in a folder that is deleted when the hook has ended.
     */
    void file(String variable, String holder, boolean base64, boolean keeps) {
        place(holder, keeps);
        files.add("printf %s \"$" + variable + "\"" + (base64 ? " | base64 -d" : "") + " > \"$" + holder
                + "\" || exit 126");
        hidden.add(variable);
    }

    /** Has a variable hold the path of a file with the whole body. */
    void bodyFile(String holder, boolean keeps) {
        place(holder, keeps);
        files.add("cat -- \"$payload\" > \"$" + holder + "\" || exit 126");
    }

    private void place(String holder, boolean keeps) {
        files.add(
                keeps
                        ? holder + "=$(mktemp \"$PWD/hook.XXXXXXXX\") || exit 126"
                        : holder + "=\"${payload%/*}/file-" + (files.size() + 1) + "\"");
        files.add("export " + holder);
    }

    String text(String command) {
        List<String> lines = new ArrayList<>();
        lines.add("#!/bin/sh");
        lines.add("# Runs the command of the hook \"" + id + "\" of adnanh/webhook. Written by \"jenvoy import\".");
        lines.add(files.isEmpty() ? "" : "payload=$1");
        lines.add(("set -- " + String.join(" ", arguments)).strip());
        lines.add(hidden.isEmpty() || !files.isEmpty() ? "" : unset());
        lines.add(folder.isEmpty() ? "" : "cd " + quoted(folder) + " || exit 126");
        lines.addAll(files);
        lines.add(hidden.isEmpty() || files.isEmpty() ? "" : unset());
        lines.add("exec " + quoted(command) + " \"$@\" < /dev/null" + (joinsErrors ? " 2>&1" : ""));
        return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n", "", "\n"));
    }

    private String unset() {
        return "unset " + String.join(" ", hidden);
    }

    /** Returns a text as one word of the shell. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
