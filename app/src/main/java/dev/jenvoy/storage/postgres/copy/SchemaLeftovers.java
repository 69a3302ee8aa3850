package dev.jenvoy.storage.postgres.copy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Drops what an interrupted copy has left in a schema, and keeps the schema, which this role may not be allowed to make again. */
final class SchemaLeftovers {

    private static final String OBJECTS = """
        SELECT 'DROP TABLE ' || oid::regclass || ' CASCADE' FROM pg_class
          WHERE relnamespace = '%1$s'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        UNION ALL SELECT 'DROP SEQUENCE IF EXISTS ' || oid::regclass || ' CASCADE' FROM pg_class
          WHERE relnamespace = '%1$s'::regnamespace AND relkind = 'S'
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('a', 'i'))
        UNION ALL SELECT 'DROP FUNCTION IF EXISTS ' || oid::regprocedure || ' CASCADE' FROM pg_proc
          WHERE pronamespace = '%1$s'::regnamespace\
        """;

    private SchemaLeftovers() {}

    static void drop(Connection connection, String schema) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(OBJECTS.formatted(schema))) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                }
            }
            for (String drop : drops) {
                statement.execute(drop);
            }
        }
    }
}
