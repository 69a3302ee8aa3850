package dev.jenvoy.storage.postgres;

import dev.jenvoy.cluster.postgres.ClusterTables;
import dev.jenvoy.journal.postgres.WorkTables;
import dev.jenvoy.journal.postgres.partition.PartitionedTables;
import dev.jenvoy.store.postgres.PostgresStore;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaStep;
import java.util.List;
import java.util.stream.Stream;

/** All tables of the database, by versions. */
public final class DatabaseTables {

    /**
     * What servers of this version use. A new version adds a step that programs of the version before can live with; see {@link
     * SchemaStep}.
     */
    public static final DatabaseSchema SCHEMA = new DatabaseSchema("jenvoy", List.of(SchemaStep.of(first())));

    private DatabaseTables() {}

    private static List<String> first() {
        return Stream.of(
                        PartitionedTables.STATEMENTS,
                        SideTables.STATEMENTS,
                        ClusterTables.statements(),
                        WorkTables.STATEMENTS,
                        PostgresStore.STATEMENTS)
                .flatMap(List::stream)
                .toList();
    }
}
