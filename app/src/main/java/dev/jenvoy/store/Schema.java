package dev.jenvoy.store;

import java.util.List;

/**
 * What a file is to hold.
 *
 * @param name the file's name without its ending; its mark has the same
 * @param applicationId the number in SQLite's header by which a file is known as this one; not 0
 * @param migrations the way from an empty file to the newest version, one step a version. What has been released never
 *     changes; a new version is a new step at the end.
 */
public record Schema(String name, int applicationId, List<Migration> migrations) {

    public Schema {
        migrations = List.copyOf(migrations);
        if (applicationId == 0 || migrations.isEmpty()) {
            throw new IllegalArgumentException("a schema has an application id and a first migration");
        }
    }

    /** The newest version, from 1. */
    public int version() {
        return migrations.size();
    }

    /** One step from a version to the next, done as one transaction. */
    public record Migration(List<String> statements) {

        public Migration {
            statements = List.copyOf(statements);
        }
    }
}
