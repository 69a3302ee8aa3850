package dev.jenvoy.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTablesTest {

    private static final String SQLITE = "SELECT m.name, c.name, c.type, c.\"notnull\" OR c.pk > 0"
            + " FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type IN ('table', 'view')"
            + " AND m.name NOT LIKE 'sqlite%'";

    private static final String POSTGRES = "SELECT table_name, column_name, data_type, is_nullable = 'NO'"
            + " FROM information_schema.columns WHERE table_schema = 'jenvoy'";

    /** Of SQLite alone: whether it can write, and the largest number that was deleted. */
    private static final List<String> NOT_SHARED = List.of("store", "retired");

    @Test
    void all_tables_have_the_columns_of_sqlite(@TempDir Path folder) throws SQLException, StoreRefusedException {
        Map<String, TreeSet<String>> sqlite = sqlite(folder);
        NOT_SHARED.forEach(sqlite::remove);
        Map<String, TreeSet<String>> postgres = postgres();
        assertThat(sqlite).hasSizeGreaterThan(20);
        sqlite.forEach(
                (table, columns) -> assertThat(postgres.get(table)).as(table).isEqualTo(columns));
    }

    private static Map<String, TreeSet<String>> sqlite(Path folder) throws StoreRefusedException, SQLException {
        try (DataFolder data = DataFolder.own(folder);
                JournalFile file = JournalFile.open(data)) {
            Store store = file.store();
            List<String> columns = store.read(session -> session.bind(SQLITE).all(row -> {
                String table = row.text();
                String column = row.text();
                String type =
                        switch (row.text().toUpperCase(java.util.Locale.ROOT)) {
                            case "TEXT" -> "text";
                            case "BLOB" -> "bytea";
                            default -> "bigint";
                        };
                return table + "\n" + column + " " + type + (isView(table) || !row.flag() ? "" : " NOT NULL");
            }));
            return byTable(columns);
        }
    }

    private static boolean isView(String table) {
        return table.equals("run");
    }

    private static Map<String, TreeSet<String>> postgres() throws SQLException, StoreRefusedException {
        List<String> columns = new ArrayList<>();
        try (Connection connection =
                PostgresServer.connect(PostgresServer.shared().newDatabase())) {
            assertThat(SchemaMigration.expand(connection, DatabaseTables.SCHEMA).version())
                    .isEqualTo(DatabaseTables.SCHEMA.version());
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(POSTGRES)) {
                while (rows.next()) {
                    columns.add(rows.getString(1) + "\n" + rows.getString(2) + " " + rows.getString(3)
                            + (rows.getBoolean(4) ? " NOT NULL" : ""));
                }
            }
        }
        return byTable(columns);
    }

    private static Map<String, TreeSet<String>> byTable(List<String> columns) {
        Map<String, TreeSet<String>> tables = new TreeMap<>();
        for (String column : columns) {
            String[] parts = column.split("\n", 2);
            tables.computeIfAbsent(parts[0], table -> new TreeSet<>()).add(parts[1]);
        }
        return tables;
    }
}
