package dev.jenvoy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeaderUpkeepTest {

    private final String url = PostgresServer.shared().newDatabase();

    private Connection open() throws SQLException {
        Connection connection = PostgresServer.connect(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = jenvoy");
        }
        return connection;
    }

    @BeforeEach
    void tables() throws SQLException, StoreRefusedException {
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(connection, DatabaseTables.SCHEMA).version())
                    .isPositive();
        }
        run("INSERT INTO server (name, machine, roles, program, version, patience) VALUES ('a', 'm', 3, "
                + DatabaseTables.SCHEMA.version() + ", '1', 40000)");
        run("UPDATE schema_version SET changed = changed - interval '61 minutes'");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int contracted() throws SQLException {
        try (Connection connection = open()) {
            return SchemaMigration.read(connection, DatabaseTables.SCHEMA).contracted();
        }
    }

    @Test
    void the_tables_are_contracted_by_the_server_that_leads() throws SQLException {
        new LeaderUpkeep(this::open, System::nanoTime).look();
        assertThat(contracted()).isEqualTo(DatabaseTables.SCHEMA.version());
    }

    @Test
    void an_older_server_keeps_what_it_needs() throws SQLException {
        run("UPDATE server SET program = program - 1");
        new LeaderUpkeep(this::open, System::nanoTime).look();
        assertThat(contracted()).isLessThan(DatabaseTables.SCHEMA.version());
    }

    @Test
    void a_database_that_is_away_is_no_failure() throws SQLException {
        new LeaderUpkeep(
                        () -> {
                            throw new SQLException("away");
                        },
                        System::nanoTime)
                .look();
        assertThat(contracted()).isLessThan(DatabaseTables.SCHEMA.version());
    }
}
