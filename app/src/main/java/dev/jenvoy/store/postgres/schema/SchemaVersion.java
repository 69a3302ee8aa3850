package dev.jenvoy.store.postgres.schema;

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

    /** Returns whether a program of a version can use it as it is. */
    public boolean isFor(int program) {
        return version >= program && oldestProgram <= program;
    }
}
