package dev.jenvoy.storage.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalCopyTest {

    private static final String BLOB = "11111111-2222-3333-4444-555555555555";

    @TempDir
    private Path folder;

    private final String url = PostgresServer.shared().newDatabase();
    private final List<String> said = new ArrayList<>();
    private DataFolder data;
    private JournalFile file;

    @BeforeEach
    void journal() throws StoreRefusedException, IOException {
        data = DataFolder.own(folder);
        file = JournalFile.open(data);
    }

    @AfterEach
    void close() {
        file.close();
        data.close();
    }

    private void write(String... statements) {
        Store store = file.store();
        for (String statement : statements) {
            store.write(Durability.MACHINE, session -> session.bind(statement).update())
                    .toCompletableFuture()
                    .join();
        }
    }

    private void delivery(long entry, int state) {
        write(
                "INSERT INTO delivery (entry, state, redelivery, received, source, webhook, id, event, owner,"
                        + " repository, branch, deletion, digest) VALUES (" + entry + ", " + state
                        + ", 1, 1000, 'github', '42', 'id" + entry + "', 'push', 'acme', 'site', 'main', 0, 'abc')",
                "INSERT INTO action (entry, position, kind, name, concurrency, retries, rerun, state, starts, stdout,"
                        + " log) VALUES (" + entry + ", 0, 'hook', 'push', 'ORDERED', 0, 1, " + (state <= 1 ? state : 2)
                        + ", 1, 'a' || char(0) || 'b', x'00ff')");
    }

    private JournalCopy.Copied copy() throws Exception {
        return new JournalCopy(file.store(), folder.resolve("payloads"))
                .into(url, PostgresServer.USER, "", (table, rows, all) -> said.add(table + " " + rows + "/" + all));
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = jenvoy");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = jenvoy");
            statement.execute(sql);
        }
    }

    @Test
    void everything_is_there_afterwards() throws Exception {
        delivery(41, 2);
        delivery(42, 2);
        write(
                "INSERT INTO content (entry, headers, size, body) VALUES (41, '{}', 3, x'010203')",
                "INSERT INTO content (entry, headers, size, keeper) VALUES (42, '', 3, 41)",
                "INSERT INTO earlier (number, entry, position, attempt, began) VALUES (9, 41, 0, 1, 5)",
                "INSERT INTO audit (number, at, act, result, way, about, detail) VALUES (7, 1, 'a', 'DONE', 'x', '',"
                        + " '')",
                "INSERT INTO rejected VALUES (403, 'signature', 's', 'r', 'p', 2, 1, 2, '', '')",
                "INSERT INTO retired VALUES (50)");
        JournalCopy.Copied copied = copy();
        assertThat(copied.rows()).containsEntry("delivery", 2L).containsEntry("audit", 1L);
        assertThat(copied.unfinished()).isZero();
        assertThat(said).contains("delivery 2/2");
        assertThat(texts("SELECT entry FROM delivery ORDER BY entry")).containsExactly("41", "42");
        assertThat(texts("SELECT encode(body, 'hex') FROM content WHERE entry = 41"))
                .containsExactly("010203");
        assertThat(texts("SELECT stdout FROM action WHERE entry = 41")).containsExactly("a\ufffdb");
        assertThat(texts("SELECT encode(log, 'hex') FROM action WHERE entry = 41"))
                .containsExactly("00ff");
        assertThat(texts("SELECT nextval('entry_no')")).containsExactly("51");
        assertThat(texts("SELECT nextval('earlier_no')")).containsExactly("10");
        assertThat(texts("INSERT INTO audit (at, act, result, way, about, detail) VALUES (1, 'b', 'DONE', 'x', '', '')"
                        + " RETURNING number"))
                .containsExactly("8");
        assertThat(texts("SELECT tableoid::regclass FROM delivery WHERE entry = 41"))
                .containsExactly("delivery_41");
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(connection, DatabaseTables.SCHEMA).version())
                    .isEqualTo(DatabaseTables.SCHEMA.version());
        }
    }

    @Test
    void what_is_unfinished_can_be_claimed() throws Exception {
        delivery(1, 2);
        delivery(2, 1);
        delivery(3, 0);
        write("INSERT INTO action (entry, position, kind, name, concurrency, retries, rerun, state, starts, apart,"
                + " queue) VALUES (1, 1, 'chat', 'room', 'ORDERED', 0, 1, 0, 0, 2, 'q')");
        assertThat(copy().unfinished()).isEqualTo(2);
        assertThat(texts("SELECT entry || ' ' || part || ' ' || cardinality(scopes) FROM work ORDER BY entry"))
                .containsExactly("1 2 0", "2 0 1", "3 0 1");
        assertThat(texts("SELECT count(DISTINCT scope) || ' ' || count(*) FROM work_scope"))
                .containsExactly("1 2");
        assertThat(texts("SELECT entry FROM delivery WHERE suspect = 1")).containsExactly("2");
    }

    @Test
    void payloads_in_files_become_pieces() throws Exception {
        delivery(1, 2);
        delivery(2, 2);
        byte[] bytes = new byte[(2 << 20) + 5];
        Files.write(folder.resolve("payloads").resolve(BLOB), bytes);
        write(
                "INSERT INTO content (entry, headers, size, file) VALUES (1, '{}', " + bytes.length + ", '" + BLOB
                        + "')",
                "INSERT INTO content (entry, headers, size, file) VALUES (2, '{}', 5, '" + UUID.randomUUID() + "')");
        JournalCopy.Copied copied = copy();
        assertThat(copied.payloads()).isEqualTo(1);
        assertThat(copied.lost()).isEqualTo(1);
        assertThat(texts("SELECT file FROM content WHERE entry = 1")).containsExactly("1/" + BLOB);
        assertThat(texts("SELECT n || ' ' || length(bytes) FROM piece WHERE entry = 1 ORDER BY n"))
                .containsExactly("0 1048576", "1 1048576", "2 5");
    }

    @Test
    void an_interrupted_copy_begins_again_and_no_server_uses_it_before() throws Exception {
        delivery(1, 2);
        assertThatThrownBy(() -> new JournalCopy(file.store(), folder.resolve("payloads"))
                        .into(url, PostgresServer.USER, "", (table, rows, all) -> {
                            if (table.equals("delivery")) {
                                throw new IllegalStateException("killed");
                            }
                        }))
                .hasMessage("killed");
        try (Connection connection = PostgresServer.connect(url)) {
            assertThatThrownBy(() -> SchemaMigration.expand(connection, DatabaseTables.SCHEMA))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("journal copy");
        }
        assertThat(copy().rows()).containsEntry("delivery", 1L);
        assertThat(texts("SELECT count(*) FROM action")).containsExactly("1");
    }

    @Test
    void a_database_that_is_not_empty_is_refused() throws Exception {
        delivery(1, 2);
        assertThat(copy().rows()).containsEntry("delivery", 1L);
        assertThatThrownBy(this::copy)
                .isInstanceOf(CopyRefusedException.class)
                .hasMessageContaining("the database is not empty");
    }

    @Test
    void a_database_that_a_server_uses_is_refused() throws Exception {
        try (Connection connection = PostgresServer.connect(url)) {
            assertThat(SchemaMigration.expand(connection, DatabaseTables.SCHEMA).version())
                    .isPositive();
        }
        run("INSERT INTO server (name, machine, roles, program, version, patience) VALUES ('a', 'm', 3, 1, '1',"
                + " 40000)");
        assertThatThrownBy(this::copy)
                .isInstanceOf(CopyRefusedException.class)
                .hasMessageContaining("a server uses the database");
    }

    @Test
    void an_empty_journal_can_be_copied() throws Exception {
        assertThat(copy().unfinished()).isZero();
        assertThat(texts("SELECT count(*) FROM partition_range")).containsExactly("2");
    }
}
