package dev.jenvoy.store.sqlite;

import java.util.List;
import java.util.OptionalInt;

/**
 * The schema of a file.
 *
 * @param name the file's name without its ending; its marker has the same name
 * @param applicationId the number in SQLite's header that identifies the file; not 0
 * @param migrations the steps from an empty file to the newest version, one for each version. Released steps never
 *     change; a new version adds a step at the end
 * @param objects the {@link java.util.Set#hashCode hash code} of the newest version's tables, indexes and views, each its name, a
 *     space and its statement; a file with exactly these needs no closer look. Empty if unknown
 */
public record Schema(String name, int applicationId, List<Migration> migrations, OptionalInt objects) {

    /** Makes a schema whose files are looked at closely each time. */
    public Schema(String name, int applicationId, List<Migration> migrations) {
        this(name, applicationId, migrations, OptionalInt.empty());
    }

    public Schema {
        migrations = List.copyOf(migrations);
        if (applicationId == 0 || migrations.isEmpty()) {
            throw new IllegalArgumentException("a schema has an application id and a first migration");
        }
    }

    /** Returns the newest version, from 1. */
    public int version() {
        return migrations.size();
    }

    /** One step from a version to the next, in one transaction. */
    public record Migration(List<String> statements) {

        public Migration {
            statements = List.copyOf(statements);
        }
    }
}
