package dev.jenvoy.store.postgres.schema;

import java.util.List;
import java.util.Map;

/**
 * A step to the next version of a schema. Programs of the version before go on working after {@code expand}: new columns have
 * defaults, new tables may be ignored, and nothing gets another meaning. What they still need is removed by {@code contract},
 * when no such program runs any more.
 *
 * @param expand statements, in one transaction; each waits two seconds at most for a lock
 * @param indexes indexes that are made afterwards without keeping others waiting, not of partitioned tables: name to what
 *     follows {@code CREATE INDEX CONCURRENTLY name}
 * @param contract statements, in one transaction; empty for most steps
 */
public record SchemaStep(List<String> expand, Map<String, String> indexes, List<String> contract) {

    public SchemaStep {
        expand = List.copyOf(expand);
        indexes = Map.copyOf(indexes);
        contract = List.copyOf(contract);
    }

    /** Returns a step that only adds. */
    public static SchemaStep of(List<String> expand) {
        return new SchemaStep(expand, Map.of(), List.of());
    }
}
