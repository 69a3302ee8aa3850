package dev.jenvoy.ticket.file;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import java.util.regex.Pattern;

/**
 * Something wrong with a file that state machines are read from.
 *
 * @param severity whether the file can be used nevertheless
 * @param code one word for the kind of problem, such as {@code transition_state_unregistered}
 * @param file the name of the file below its folder
 * @param line line of the problem, from 1; 0 where there is no such place, as in a missing file
 * @param column column in that line, from 1, counted in characters; 0 as for the line
 * @param message what is wrong and what was expected, in one line
 */
public record FileProblem(Problem.Severity severity, String code, String file, int line, int column, String message) {

    private static final Pattern CODE = Pattern.compile("[a-z_]+");

    public FileProblem {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a code");
        }
    }

    static FileProblem of(Problem.Severity severity, String code, String file, Position at, String message) {
        return new FileProblem(severity, code, file, at.line(), at.column(), message);
    }

    /** Returns whether the file cannot be used for it. */
    public boolean isError() {
        return severity == Problem.Severity.ERROR;
    }

    /** Returns one line for the operator: {@code error in jira.hcl at line 3, column 15: labels: ...}. */
    public String describe() {
        return (isError() ? "error" : "warning") + " in " + place() + ": " + code + ": " + message;
    }

    /** Returns it as a problem of the configuration, whose key names the file. The place in the file is in the message. */
    public Problem asProblem(String key) {
        // What is wrong with the configuration itself has its key already.
        String where = file.equals(key) ? "" : place() + ": ";
        return new Problem(severity, key, 0, 0, where + code + ": " + message, "", false);
    }

    private String place() {
        return file + (line == 0 ? "" : " at line " + line + ", column " + column);
    }
}
