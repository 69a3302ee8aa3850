package dev.jenvoy.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaStep;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A change of versions under load: servers of this version go on, and start, when the tables are those of the next one. */
@Tag("long")
@Timeout(600)
final class TwoVersionsTest {

    /** What a next version may do: more columns, tables and indexes. */
    private static final SchemaStep NEXT = new SchemaStep(
            List.of(
                    "ALTER TABLE delivery ADD COLUMN next_note text NOT NULL DEFAULT 'none'",
                    "ALTER TABLE action ADD COLUMN next_weight bigint NOT NULL DEFAULT 1",
                    "ALTER TABLE work ADD COLUMN next_label text NOT NULL DEFAULT ''",
                    "ALTER TABLE server ADD COLUMN next_zone text",
                    "CREATE TABLE next_table (id bigint PRIMARY KEY)"),
            Map.of("work_next_label", "ON work (next_label)"),
            List.of("ALTER TABLE server DROP COLUMN next_zone"));

    private static final DatabaseSchema NEWER = newer();

    @TempDir
    Path folder;

    private static DatabaseSchema newer() {
        List<SchemaStep> steps = new ArrayList<>(DatabaseTables.SCHEMA.steps());
        steps.add(NEXT);
        return new DatabaseSchema(DatabaseTables.SCHEMA.name(), steps);
    }

    @Test
    void servers_go_on_and_start_on_the_tables_of_the_next_version() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        try (PostgresServer database = PostgresServer.durable()) {
            ClusterSite.createDatabase(database);
            try (ClusterSite site = new ClusterSite(folder, List.of(database), Optional.empty());
                    Connection newer = site.connect()) {
                SiteUnderLoad load = SiteUnderLoad.start(site);
                load.awaitAnswers();

                assertThat(SchemaMigration.expand(newer, NEWER).version()).isEqualTo(NEWER.version());
                load.awaitAnswers();
                for (ClusterServer server : site.servers()) {
                    server.process().terminate();
                    assertThat(server.process().exitCode()).isZero();
                    server.start();
                    load.awaitAnswers();
                }

                assertThat(load.violations()).isEmpty();
            }
        }
    }
}
