package dev.jenvoy.store.postgres.settings;

import dev.jenvoy.store.postgres.schema.SchemaVersion;

/**
 * A database that answered.
 *
 * @param release of PostgreSQL, such as 15.18
 * @param isPrimary whether it is no standby
 * @param tables the version of its tables
 * @param program the version that this program makes of them
 */
public record SeenDatabase(String release, boolean isPrimary, SchemaVersion tables, int program) {

    /** Returns it in one line, with what the first server changes. */
    public String describe() {
        return "PostgreSQL " + release + (isPrimary ? ", primary, " : ", standby, ") + words();
    }

    private String words() {
        int version = tables.version();
        if (version == 0) {
            return "no tables yet: the first server makes them";
        }
        String there = "tables of version " + version;
        return version < program && tables.refusal(program).isEmpty()
                ? there + ": the first server of this program brings them to version " + program
                : there;
    }
}
