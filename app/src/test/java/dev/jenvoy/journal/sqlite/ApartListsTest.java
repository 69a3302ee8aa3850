package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.apart.ApartAction;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPage;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.apart.ApartQueue;
import dev.jenvoy.journal.apart.ApartState;
import dev.jenvoy.store.DataFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of actions that run apart. */
final class ApartListsTest {

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

    private static Planned to(String room) {
        return new Planned("chat", room, Policy.apartIn(room, Policy.MANY_RETRIES));
    }

    private long accept(String id, Planned... plan) {
        return ((Appended.Accepted) done(journal.append(push(id), HEADERS, List.of(plan))))
                .entry()
                .id();
    }

    private void ended(long entry, int position, Outcome outcome) {
        done(journal.started(new Attempt(SqliteJournal.hold(entry), position, 1), new Start("t", NOON)));
        done(journal.ended(new Attempt(SqliteJournal.hold(entry), position, 1), outcome, NOON, Duration.ofMillis(5)));
    }

    private ApartPage page(ApartFilter filter, Optional<ApartPlace> before, int limit) {
        return file.history().apart(filter, before, limit);
    }

    private List<String> places(Optional<String> room, ApartState... states) {
        return page(new ApartFilter("chat", room, Set.of(states)), Optional.empty(), 100).actions().stream()
                .map(ApartAction::place)
                .map(ApartPlace::toString)
                .toList();
    }

    @Test
    void they_are_listed_newest_first_by_queue_and_state() {
        long sent = accept("a", hook("push"), to("dev"), to("ops"));
        long refused = accept("b", to("dev"));
        long gone = accept("c", to("dev"));
        long other = accept("d", hook("push"));
        ended(sent, 1, Outcome.done("{}"));
        ended(refused, 0, Outcome.failed("no such room", new RetryAdvice.Never()));
        ended(gone, 0, Outcome.without(Ending.VANISHED, null, "no room"));

        assertThat(places(Optional.empty())).containsExactly(gone + ".0", refused + ".0", sent + ".2", sent + ".1");
        assertThat(places(Optional.of("dev"))).containsExactly(gone + ".0", refused + ".0", sent + ".1");
        assertThat(places(Optional.empty(), ApartState.WAITING)).containsExactly(sent + ".2");
        assertThat(places(Optional.of("dev"), ApartState.FAILED, ApartState.VANISHED))
                .containsExactly(gone + ".0", refused + ".0");
        assertThat(places(Optional.empty(), ApartState.DONE)).containsExactly(sent + ".1");
        assertThat(file.history().apart(new ApartPlace(other, 0))).isEmpty();
    }

    @Test
    void one_that_had_nothing_to_do_has_a_state_of_its_own() {
        long quiet = accept("a", to("dev"));
        ended(quiet, 0, Outcome.nothing("{}"));

        assertThat(places(Optional.empty(), ApartState.NOTHING)).containsExactly(quiet + ".0");
        assertThat(places(Optional.empty(), ApartState.DONE)).isEmpty();
        assertThat(places(Optional.empty())).containsExactly(quiet + ".0");
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended() {
        for (int at = 0; at < 5; at++) {
            long unusedEntry = accept("d" + at, to("dev"), to("ops"));
        }
        ApartFilter all = new ApartFilter("chat", Optional.empty(), Set.of());
        List<String> seen = new ArrayList<>();
        Optional<ApartPlace> next = Optional.empty();
        do {
            ApartPage page = page(all, next, 3);
            page.actions().forEach(action -> seen.add(action.place().toString()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).hasSize(10).doesNotHaveDuplicates().isEqualTo(places(Optional.empty()));
    }

    @Test
    void those_that_wait_are_counted_by_queue() {
        long first = accept("a", to("dev"), to("ops"));
        long unusedSecond = accept("b", to("dev"));
        ended(first, 1, Outcome.done("{}"));

        assertThat(file.history().apartQueues("chat")).containsExactly(new ApartQueue("dev", 2, NOON));
        assertThat(file.history().apartQueues("mail")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"action_apart_entry, ''", "action_apart_queue, AND queue = 'dev'"})
    void a_list_is_read_over_its_index_without_sorting(String index, String condition) throws Exception {
        long unusedEntry = accept("a", to("dev"));
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
