package dev.jenvoy.ticket.file;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import java.util.regex.Pattern;

/**
 * Something wrong with a file that state machines are read from, or with what the configuration says of them.
 *
 * @param severity whether the file can be used nevertheless
 * @param code one word for the kind of problem, such as {@code transition_state_unregistered}
 * @param folder the folder of the file; empty if it does not matter. For the operator alone
 * @param file the name of the file below its folder, as it was given; empty for the file of the configuration
 * @param key the key of the configuration that it is about, as a path; empty for another file
 * @param line line of the problem, from 1; 0 where there is no such place, as in a missing file
 * @param column column in that line, from 1, counted in characters; 0 as for the line
 * @param message what is wrong and what was expected, in one line
 */
public record FileProblem(
        Problem.Severity severity,
        String code,
        String folder,
        String file,
        String key,
        int line,
        int column,
        String message) {

    private static final Pattern CODE = Pattern.compile("[a-z_]+");

    public FileProblem {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a code");
        }
    }

    /** Makes an error of a key of the configuration. */
    public static FileProblem errorOfKey(String code, String key, Position at, String message) {
        return new FileProblem(Problem.Severity.ERROR, code, "", "", key, at.line(), at.column(), message);
    }

    /** Makes a warning about a key of the configuration. */
    public static FileProblem warningOfKey(String code, String key, Position at, String message) {
        return new FileProblem(Problem.Severity.WARNING, code, "", "", key, at.line(), at.column(), message);
    }

    /** Returns whether the file cannot be used for it. */
    public boolean isError() {
        return severity == Problem.Severity.ERROR;
    }

    /** Returns one line for the operator: {@code error in /srv/statemachines/jira.hcl at line 3, column 15: labels: ...}. */
    public String describe() {
        return describe(path());
    }

    /** As {@link #describe}, without what only the operator may see: where files lie. */
    public String describeToAll() {
        return describe(file);
    }

    private String describe(String where) {
        return (isError() ? "error" : "warning") + " in "
                + (key.isEmpty() ? where + place() : "the configuration" + place() + ": " + key)
                + ": " + code + ": " + message;
    }

    /** Returns it as a problem of the configuration. The place in another file is in the message. */
    public Problem asProblem(String section) {
        return key.isEmpty()
                ? new Problem(severity, section, 0, 0, path() + place() + ": " + code + ": " + message, "", false)
                : new Problem(severity, key, line, column, code + ": " + message, "", false);
    }

    private String path() {
        return folder.isEmpty() || file.startsWith("/") ? file : folder + "/" + file;
    }

    private String place() {
        return line == 0 ? "" : " at line " + line + ", column " + column;
    }
}
