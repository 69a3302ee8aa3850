package dev.jenvoy.store.sqlite;

import java.util.List;

/**
 * The schema of a file.
 *
 * @param name the file's name without its ending; its marker has the same name
 * @param applicationId the number in SQLite's header that identifies the file; not 0
 * @param migrations the steps from an empty file to the newest version, one for each version. Released steps never
 *     change; a new version adds a step at the end
 */
public record Schema(String name, int applicationId, List<Migration> migrations) {

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
