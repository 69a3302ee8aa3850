package dev.jenvoy.storage.postgres.older;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.postgres.schema.DatabaseSchema;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a program of a version of the schema sent to the database while two of its servers lived. Kept for each released
 * version, because the next version must understand its servers.
 */
final class RecordedProgram {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final List<RecordedStatement> statements;

    RecordedProgram(List<RecordedStatement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** Reads what is kept of the program of a version. */
    static RecordedProgram ofVersion(int version) throws IOException {
        try (InputStream kept = RecordedProgram.class.getResourceAsStream("version-" + version + ".jsonl")) {
            if (kept == null) {
                throw new IOException("no statements of a program of version " + version
                        + " are kept: bench/record-statements.sh records them");
            }
            return new RecordedProgram(new String(kept.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> GSON.fromJson(line, RecordedStatement.class))
                    .toList());
        }
    }

    /** Records the program of these sources. */
    static RecordedProgram record(Path folder) throws Exception {
        try (PostgresServer database = PostgresServer.start(StatementLog.SETTINGS)) {
            String url = database.newDatabase();
            try (Connection connection = PostgresServer.connect(url)) {
                SchemaVersion unusedVersion = SchemaMigration.expand(connection, DatabaseTables.SCHEMA);
            }
            new ServerScenario(url, folder).play();
            return new RecordedProgram(StatementLog.read(database.said()));
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, statements.stream().map(GSON::toJson).collect(Collectors.joining("\n", "", "\n")));
    }

    /** Returns the different statements. */
    List<String> texts() {
        return statements.stream().map(RecordedStatement::sql).distinct().toList();
    }

    /** Sends all of them to a database of a newer schema, each over the connection of its own session. */
    void replay(String url, DatabaseSchema schema) throws SQLException {
        Map<Integer, Connection> sessions = new HashMap<>();
        try {
            for (RecordedStatement statement : statements) {
                Connection session = sessions.get(statement.session());
                if (session == null) {
                    session = PostgresServer.connect(url);
                    session.createStatement().execute("SET search_path = " + schema.name());
                    sessions.put(statement.session(), session);
                }
                try {
                    statement.replay(session);
                } catch (SQLException e) {
                    throw new SQLException(statement + "\n" + e.getMessage(), e.getSQLState(), e);
                }
            }
        } finally {
            for (Connection session : sessions.values()) {
                session.close();
            }
        }
    }
}
