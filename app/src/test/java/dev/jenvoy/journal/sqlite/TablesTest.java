package dev.jenvoy.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {

    @Test
    void the_schema_knows_the_tables_of_its_newest_version(@TempDir Path folder) throws Exception {
        try (DataFolder data = DataFolder.own(folder.resolve("data"))) {
            SqliteStore store = SqliteStore.open(data, Tables.SCHEMA);
            Set<String> objects = store.read(session -> {
                Set<String> found = new HashSet<>();
                try (ResultSet rows = session.prepared(
                                "SELECT name || ' ' || ifnull(sql, 'null') FROM sqlite_schema WHERE name <> 'sqlite_sequence'")
                        .executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            });
            store.close();

            // The number to write there after a change of the tables.
            assertThat(Tables.SCHEMA.objects()).isEqualTo(OptionalInt.of(objects.hashCode()));
        }
    }

    @Test
    void a_file_that_lacks_an_index_is_refused(@TempDir Path folder) throws Exception {
        try (DataFolder data = DataFolder.own(folder.resolve("data"))) {
            SqliteStore store = SqliteStore.open(data, Tables.SCHEMA);
            String index = store.read(session -> {
                try (ResultSet rows = session.prepared(
                                "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL LIMIT 1")
                        .executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            });
            store.close();
            try (Connection file = DriverManager.getConnection(
                            "jdbc:sqlite:" + data.path().resolve("journal.db"));
                    Statement statement = file.createStatement()) {
                statement.execute("DROP INDEX " + index);
            }

            assertThatThrownBy(() -> SqliteStore.open(data, Tables.SCHEMA))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("lacks 1 of its tables and indexes");
        }
    }
}
