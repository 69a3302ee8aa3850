package dev.jenvoy.storage.postgres.older;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaStep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers of a version work on a database of the next one, until it is contracted. */
final class OlderProgramTest {

    private static final DatabaseSchema NEWEST = DatabaseTables.SCHEMA;
    private static final String STATES =
            "SELECT string_agg(id || ' ' || state, ', ' ORDER BY id COLLATE \"C\") FROM jenvoy.delivery";

    private final PostgresServer database = PostgresServer.shared();
    private final String url = database.newDatabase();

    private void expand(DatabaseSchema schema) throws Exception {
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(connection, schema).version()).isEqualTo(schema.version());
        }
    }

    private String states() {
        return database.sql(url.substring(url.lastIndexOf('/') + 1), STATES).get(0);
    }

    /** The newest version, and those before it that have a version after them. */
    static IntStream versions() {
        return IntStream.rangeClosed(1, NEWEST.version());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_server_works_on_a_database_of_the_next_version(int version) throws Exception {
        int next = Math.min(version + 1, NEWEST.version());
        expand(new DatabaseSchema(NEWEST.name(), NEWEST.steps().subList(0, next)));

        RecordedProgram.ofVersion(version).replay(url, NEWEST);

        assertThat(states()).isEqualTo("bad 2, cancelled 4, good 2, ignored 9, poisonous 6, running 3");
    }

    private static DatabaseSchema with(SchemaStep step) {
        List<SchemaStep> steps = new ArrayList<>(NEWEST.steps());
        steps.add(step);
        return new DatabaseSchema(NEWEST.name(), steps);
    }

    @Test
    void a_step_that_takes_away_what_servers_use_is_found() throws Exception {
        expand(with(SchemaStep.of(List.of("ALTER TABLE delivery RENAME COLUMN branch TO line"))));

        RecordedProgram program = RecordedProgram.ofVersion(NEWEST.version());
        assertThatThrownBy(() -> program.replay(url, NEWEST))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("branch");
    }

    @Test
    void a_step_that_demands_what_servers_do_not_write_is_found() throws Exception {
        expand(with(SchemaStep.of(List.of("ALTER TABLE action ADD COLUMN pool text NOT NULL"))));

        RecordedProgram program = RecordedProgram.ofVersion(NEWEST.version());
        assertThatThrownBy(() -> program.replay(url, NEWEST))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("pool");
    }

    @Test
    void a_step_that_only_adds_goes_by_unnoticed() throws Exception {
        expand(with(new SchemaStep(
                List.of("ALTER TABLE delivery ADD COLUMN pool text"), Map.of(), List.of("DROP TABLE wish"))));

        RecordedProgram.ofVersion(NEWEST.version()).replay(url, NEWEST);

        assertThat(states()).contains("good 2");
    }

    /** What is kept is a life, not a part of it. */
    @Test
    void the_scenario_records_all_that_a_server_does_with_its_deliveries(@TempDir Path folder) throws Exception {
        List<String> now = RecordedProgram.record(folder).texts();
        for (String table :
                List.of("delivery", "action", "content", "work", "server", "earlier", "proof", "batch_end")) {
            assertThat(now).as(table).anyMatch(sql -> sql.matches("(?s).*\\b(INTO|UPDATE) " + table + "\\b.*"));
        }
    }
}
