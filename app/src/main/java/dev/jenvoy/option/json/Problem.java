package dev.jenvoy.option.json;

/**
 * Something wrong with the configuration.
 *
 * @param severity whether the configuration can be used nevertheless
 * @param key the key it is about, as a path ({@code hooks.push.timeout}, {@code allowed_ips[2]}); empty where it is
 *     about the file
 * @param line 1-based line of the offending value, or of the key where that is wrong; 0 where there is no such place,
 *     as in a missing file
 * @param column 1-based column there, counted in characters, 0 as for the line
 * @param message what was wrong and what was expected; never holds a secret
 * @param where the file or folder at fault, where it is not the configuration; empty otherwise. For the operator alone: the
 *     message leaves it out
 * @param restart whether what the file says of this key takes effect with the next start only
 */
public record Problem(
        Severity severity, String key, int line, int column, String message, String where, boolean restart) {

    /** How bad it is. */
    public enum Severity {
        /** The configuration is refused. */
        ERROR,
        /** The configuration is used, but the operator should look at it. */
        WARNING
    }

    /** Whether the configuration is refused for it. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line for the operator: {@code error at line 3, column 15: http_port: ...}. */
    public String describe() {
        return describeToAll() + end();
    }

    /** As {@link #describe}, with the name of the file: {@code error in config.json at line 3, column 15: http_port: ...}. */
    public String describeIn(String file) {
        return severityWord() + " in " + file + said() + end();
    }

    /** As {@link #describe}, without what only the operator may see: where files lie. */
    public String describeToAll() {
        return severityWord() + said();
    }

    private String severityWord() {
        return isError() ? "error" : "warning";
    }

    private String said() {
        String place = line == 0 ? "" : " at line " + line + ", column " + column;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }

    private String end() {
        return where.isEmpty() ? "" : ": " + where;
    }

    public static Problem error(String key, Position at, String message) {
        return new Problem(Severity.ERROR, key, at.line(), at.column(), message, "", false);
    }

    public static Problem warning(String key, Position at, String message) {
        return new Problem(Severity.WARNING, key, at.line(), at.column(), message, "", false);
    }

    Problem at(String file) {
        return new Problem(severity, key, line, column, message, file, restart);
    }

    /** A warning about a key whose change takes a restart. */
    public static Problem restart(String key, Position at, String message) {
        return new Problem(Severity.WARNING, key, at.line(), at.column(), message, "", true);
    }
}
