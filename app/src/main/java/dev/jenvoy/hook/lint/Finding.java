package dev.jenvoy.hook.lint;

/**
 * Something worth telling about the hooks folder.
 *
 * @param severity how bad it is
 * @param path the file or folder that it is about, below the hooks folder; empty for the hooks folder itself
 * @param text what is wrong, and what to do
 */
public record Finding(Severity severity, String path, String text) {

    /** How bad it is. */
    public enum Severity {
        /** Meant as a hook and never runs, or never does what it should. */
        FAULT,
        /** Runs, though perhaps not when it is meant to. */
        WARNING
    }

    static Finding fault(String path, String text) {
        return new Finding(Severity.FAULT, path, text);
    }

    static Finding warning(String path, String text) {
        return new Finding(Severity.WARNING, path, text);
    }
}
