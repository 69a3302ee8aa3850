package dev.jenvoy.storage.postgres;

import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.postgres.ClusterTables;
import dev.jenvoy.journal.postgres.WorkTables;
import dev.jenvoy.journal.postgres.partition.PartitionedTables;
import dev.jenvoy.journal.postgres.relay.RelayedLogs;
import dev.jenvoy.store.postgres.PostgresStore;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaStep;
import java.util.List;
import java.util.stream.Stream;

/** All tables of the database, by versions. */
public final class DatabaseTables {

    /** Servers keep these tables in memory, and read them again when a version says so. */
    private static final List<String> BOOKS = List.of(
            ClusterTables.raising(Book.ENDPOINTS, "endpoint"),
            ClusterTables.raising(Book.CHAT_ROUTES, "chat_route"),
            ClusterTables.raising(Book.CHAT_ROUTES, "chat_token"),
            ClusterTables.raising(Book.CHAT_ROUTES, "chat_setting"));

    /**
     * What servers of this version use. A new version adds a step that programs of the version before can live with; see {@link
     * SchemaStep}.
     */
    public static final DatabaseSchema SCHEMA =
            new DatabaseSchema("jenvoy", List.of(SchemaStep.of(first()), SchemaStep.of(ClusterTables.signOuts())));

    private DatabaseTables() {}

    private static List<String> first() {
        return Stream.of(
                        PostgresStore.STATEMENTS,
                        PartitionedTables.STATEMENTS,
                        SideTables.STATEMENTS,
                        ClusterTables.statements(),
                        BOOKS,
                        WorkTables.STATEMENTS,
                        RelayedLogs.STATEMENTS)
                .flatMap(List::stream)
                .toList();
    }
}
