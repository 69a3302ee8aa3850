package dev.jenvoy.store.postgres.schema;

import dev.jenvoy.store.StoreRefusedException;
import java.util.Locale;
import java.util.Optional;

/**
 * The version of a database.
 *
 * @param version how far it was expanded; 0 before the first step
 * @param contracted how far it was contracted
 * @param oldestProgram the version of the oldest program that may use it
 * @param rested how long ago the newest step was done, in seconds by the database's clock
 */
public record SchemaVersion(int version, int contracted, int oldestProgram, long rested) {

    /** No program is that new. */
    static final int SEALED = Integer.MAX_VALUE;

    static final SchemaVersion NONE = new SchemaVersion(0, 0, 0, 0);

    /** Returns whether a copy into the database is not finished. */
    public boolean isSealed() {
        return oldestProgram == SEALED;
    }

    /**
     * Why a program may not use a database.
     *
     * @param words what is in its way
     * @param cure what to do about it
     */
    public record Refusal(StoreRefusedException.Reason reason, String words, String cure) {

        /** Returns it as a sentence. */
        String describe() {
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ": " + cure + ".";
        }
    }

    /** Returns why a program of a version may not use it, now or after bringing it to its own version; empty if it may. */
    public Optional<Refusal> refusal(int program) {
        if (isSealed()) {
            return Optional.of(new Refusal(
                    StoreRefusedException.Reason.UNUSABLE,
                    "a journal is being copied into the database, or that was interrupted",
                    "let \"jenvoy journal copy\" finish, or start it again, which begins from the first row"));
        }
        return oldestProgram <= program
                ? Optional.empty()
                : Optional.of(new Refusal(
                        StoreRefusedException.Reason.NEWER,
                        "the database has version " + version + " and is only for programs from version "
                                + oldestProgram + " on; this one has " + program,
                        "run a newer Jenvoy, or restore a backup of the database"));
    }

    /** Returns whether a program of a version can use it as it is. */
    public boolean isFor(int program) {
        return version >= program && oldestProgram <= program;
    }
}
