package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.store.DataFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How lists of actions that run apart are read. */
final class ApartIndexTest {

    @TempDir
    Path folder;

    private DataFolder data;
    private JournalFile file;
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        data = DataFolder.own(folder.resolve("data"));
        file = JournalFile.open(data);
        journal = file.journal();
    }

    @AfterEach
    void close() {
        file.close();
        data.close();
    }

    @ParameterizedTest
    @CsvSource({"action_apart_entry, ''", "action_apart_queue, AND queue = 'dev'"})
    void a_list_is_read_over_its_index_without_sorting(String index, String condition) throws Exception {
        Planned message = new Planned("chat", "dev", Policy.apartIn("dev", Policy.MANY_RETRIES));
        Appended unusedEntry = done(journal.append(push("a"), HEADERS, List.of(message)));
        StringBuilder plan = new StringBuilder();
        try (Connection database =
                        DriverManager.getConnection("jdbc:sqlite:" + data.path().resolve("journal.db"));
                ResultSet rows = database.createStatement()
                        .executeQuery("EXPLAIN QUERY PLAN SELECT entry, position, state, ending FROM action"
                                + " INDEXED BY " + index + " WHERE apart >= 1 AND kind = 'chat'"
                                + " AND (entry, position) < (9, 9) " + condition
                                + " ORDER BY entry DESC, position DESC LIMIT 10")) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }

        assertThat(plan.toString())
                .contains("SEARCH action USING INDEX " + index)
                .contains("<")
                .doesNotContain("TEMP B-TREE");
    }
}
