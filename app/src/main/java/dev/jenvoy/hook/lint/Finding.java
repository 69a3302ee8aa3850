package dev.jenvoy.hook.lint;

/**
 * A finding about the hooks folder.
 *
 * @param severity how serious it is
 * @param path the file or folder, below the hooks folder; empty for the hooks folder itself
 * @param text the problem, and what to do
 */
public record Finding(Severity severity, String path, String text) {

    /** How serious a finding is. */
    public enum Severity {
        /** A file that is meant as a hook but never runs, or never works. */
        FAULT,
        /** A file that runs, but perhaps not when intended. */
        WARNING
    }

    /** Returns a finding about what never runs, or never works. */
    public static Finding fault(String path, String text) {
        return new Finding(Severity.FAULT, path, text);
    }

    /** Returns a finding about what runs, but perhaps not as it is meant. */
    public static Finding warning(String path, String text) {
        return new Finding(Severity.WARNING, path, text);
    }
}
