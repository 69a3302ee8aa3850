package dev.jenvoy.store.postgres.settings;

/**
 * A setting of the database that breaks a promise.
 *
 * @param setting what was looked at: the name of the setting, or one or two words
 * @param words what is wrong and what follows from it
 * @param cure what to do about it
 */
public record SettingProblem(Severity severity, String setting, String words, String cure) {

    /** How bad it is. */
    public enum Severity {
        /** Answered deliveries could be lost, or nothing can be stored: no server starts. */
        REFUSED,
        /** The server starts, and keeps saying it. */
        WARNING
    }

    static SettingProblem refused(String setting, String words, String cure) {
        return new SettingProblem(Severity.REFUSED, setting, words, cure);
    }

    static SettingProblem warning(String setting, String words, String cure) {
        return new SettingProblem(Severity.WARNING, setting, words, cure);
    }

    /** Returns whether no server starts with it. */
    public boolean isRefused() {
        return severity == Severity.REFUSED;
    }

    /** Returns it in one line. */
    public String describe() {
        return setting + ": " + words + ": " + cure;
    }
}
