package dev.jenvoy.store.postgres.schema;

import java.util.List;

/**
 * The schema of a database.
 *
 * @param name its name in PostgreSQL, a plain word
 * @param steps the steps from nothing to the newest version, one for each version. Released steps never change; a new version adds
 *     a step at the end
 */
public record DatabaseSchema(String name, List<SchemaStep> steps) {

    public DatabaseSchema {
        steps = List.copyOf(steps);
        if (!name.matches("[a-z_]+") || steps.isEmpty()) {
            throw new IllegalArgumentException("a schema has a plain name and a first step");
        }
    }

    /** Returns the newest version, from 1. */
    public int version() {
        return steps.size();
    }

    /** Returns the step that leads to a version. */
    SchemaStep stepTo(int version) {
        return steps.get(version - 1);
    }
}
