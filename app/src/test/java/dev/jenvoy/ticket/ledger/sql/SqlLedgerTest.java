package dev.jenvoy.ticket.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jenvoy.storage.engine.OpenStore;
import dev.jenvoy.storage.engine.StoreEngine;
import dev.jenvoy.storage.engine.StorePlace;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveFilter;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.MoveTrack;
import dev.jenvoy.ticket.ledger.ShownMove;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger in the journal's database. */
@ParameterizedClass
@EnumSource
class SqlLedgerTest {

    /** The view of attempts before they had logs, to the letter. */
    private static final String RUN_VIEW = """
        CREATE VIEW run AS
          SELECT entry, position, attempt, 0 AS last, token, began, took, ending, returncode, truncated, stopped,
            error, result, stdout, stderr
          FROM earlier
          UNION ALL
          SELECT entry, position, attempt, 1, token, began, took, ending, returncode, truncated, stopped,
            error, result, stdout, stderr
          FROM action WHERE began IS NOT NULL\
        """;

    /** The tables that versions after the one with moves added. */
    private static final List<String> LATER_TABLES = List.of(
            "forge_claim",
            "forge_line",
            "forge_comment",
            "forge_asked",
            "audit",
            "log_part",
            "last_line",
            "rejected",
            "exchange");

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456Z");
    private static final MoveTrack TRACK =
            new MoveTrack("to_do", "done", "To Do", "Done", "Finish", List.of("a \"b\", c", "done"));

    @TempDir
    Path folder;

    @Parameter
    StoreEngine engine;

    private StorePlace place;
    private OpenStore open;

    @BeforeEach
    void make() throws Exception {
        place = engine.place(folder.resolve("data"));
        open();
    }

    private void open() throws Exception {
        open = place.open();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private Ledger ledger() {
        return new SqlLedger(open.store());
    }

    private static TicketMove move(String ticket, String occasion, long entry, Instant now) {
        MoveCause cause = new MoveCause(
                "merged",
                "next",
                "acme/site",
                "acme/site#7",
                "https://github.com/p/7",
                Optional.of(NOON.minusSeconds(entry)),
                entry,
                entry);
        return TicketMove.of(new MoveKey("a", ticket, occasion), cause, now)
                .at("https://tracker.example/" + ticket, TRACK);
    }

    private void put(TicketMove move) {
        assertThat(ledger().put(move)).isEmpty();
    }

    private List<String> tickets(MoveFilter filter) throws IOException {
        return ledger().list(filter, OptionalLong.empty(), 100).stream()
                .map(shown -> shown.move().key().ticket())
                .toList();
    }

    private static MoveFilter filter(
            Optional<String> ticket, Optional<String> tracker, Set<String> results, Optional<Instant> since) {
        return new MoveFilter(ticket, tracker, results, OptionalLong.empty(), since, Optional.empty());
    }

    @Test
    void a_record_survives_the_server_and_is_in_doubt_until_it_has_a_result() throws Exception {
        TicketMove decided = move("SOC-1", "one", 1, NOON);
        put(decided);
        close();
        open();
        TicketMove found = ledger().find(decided.key()).orElseThrow();
        assertThat(found.isInDoubt()).isTrue();
        assertThat(found).usingRecursiveComparison().ignoringFields("id").isEqualTo(decided);

        put(found.ended(TicketResult.MOVED, "without resolution", NOON.plusSeconds(1)));
        TicketMove ended = ledger().find(found.id()).orElseThrow();
        assertThat(ended).isEqualTo(found.ended(TicketResult.MOVED, "without resolution", NOON.plusSeconds(1)));
    }

    @Test
    void there_is_one_record_for_a_tracker_a_ticket_and_an_occasion() throws Exception {
        put(move("SOC-1", "one", 1, NOON).ended(TicketResult.REJECTED, "no", NOON));
        put(move("SOC-1", "one", 2, NOON.plusSeconds(9)));
        put(move("SOC-1", "two", 3, NOON));
        put(move("SOC-2", "one", 4, NOON));
        List<ShownMove> all = ledger().list(MoveFilter.ALL, OptionalLong.empty(), 100);
        assertThat(all).hasSize(3);
        TicketMove first = ledger().find(new MoveKey("a", "SOC-1", "one")).orElseThrow();
        assertThat(first.cause().entry()).isEqualTo(2);
        assertThat(first.result()).isEmpty();
        assertThat(first.ended()).isEmpty();
        assertThat(ledger().find(new MoveKey("b", "SOC-1", "one"))).isEmpty();
        assertThat(ledger().find(99)).isEmpty();
    }

    private static TicketMove caused(String occasion, String subject, Optional<Instant> time, long arrival) {
        MoveCause cause = new MoveCause("merged", "next", "acme/site", subject, "", time, arrival, arrival);
        return TicketMove.of(new MoveKey("a", "SOC-1", occasion), cause, NOON);
    }

    private Optional<Long> laterArrival(Optional<Instant> time, long arrival) throws IOException {
        return ledger().later(caused("new", "acme/site#7", time, arrival))
                .map(found -> found.cause().arrival());
    }

    @Test
    void of_happenings_with_times_the_later_time_is_later_and_else_the_later_arrival() throws Exception {
        put(caused("one", "acme/site#7", Optional.of(NOON), 5).ended(TicketResult.MOVED, "", NOON));
        put(caused("two", "acme/site#7", Optional.of(NOON.plusSeconds(9)), 8).ended(TicketResult.REJECTED, "", NOON));
        put(caused("three", "acme/site#8", Optional.of(NOON.plusSeconds(9)), 9).ended(TicketResult.MOVED, "", NOON));

        assertThat(laterArrival(Optional.of(NOON.minusSeconds(1)), 6)).contains(5L);
        assertThat(laterArrival(Optional.of(NOON.plusSeconds(1)), 4)).isEmpty();
        assertThat(laterArrival(Optional.of(NOON), 4)).contains(5L);
        assertThat(laterArrival(Optional.of(NOON), 6)).isEmpty();
        assertThat(laterArrival(Optional.empty(), 4)).contains(5L);
        assertThat(laterArrival(Optional.empty(), 6)).isEmpty();
    }

    @Test
    void records_of_the_version_before_have_no_time_and_go_by_their_arrival() throws Exception {
        assumeThat(engine).as("the other engine is younger").isEqualTo(StoreEngine.SQLITE);
        put(caused("one", "acme/site#7", Optional.of(NOON), 5).ended(TicketResult.MOVED, "", NOON));
        close();
        String file = "jdbc:sqlite:" + folder.resolve("data/journal.db");
        try (Connection old = DriverManager.getConnection(file);
                Statement statement = old.createStatement()) {
            statement.execute("ALTER TABLE ticket_move DROP COLUMN happened");
            statement.execute("ALTER TABLE delivery DROP COLUMN variables");
            statement.execute("ALTER TABLE delivery DROP COLUMN title");
            statement.execute("ALTER TABLE request DROP COLUMN name");
            statement.execute("ALTER TABLE request DROP COLUMN part");
            statement.execute("DROP VIEW run");
            statement.execute("ALTER TABLE action DROP COLUMN log");
            statement.execute("ALTER TABLE earlier DROP COLUMN log");
            statement.execute(RUN_VIEW);
            for (String table : LATER_TABLES) {
                statement.execute("DROP TABLE " + table);
            }
            statement.execute("PRAGMA user_version = 13");
        }
        open();

        assertThat(ledger().find(new MoveKey("a", "SOC-1", "one"))
                        .orElseThrow()
                        .cause()
                        .time())
                .isEmpty();
        assertThat(laterArrival(Optional.of(NOON.minusSeconds(1)), 6)).isEmpty();
        assertThat(laterArrival(Optional.of(NOON.plusSeconds(1)), 4)).contains(5L);
    }

    @Test
    void a_list_is_newest_first_and_has_what_is_wanted() throws Exception {
        put(move("SOC-1", "one", 1, NOON).ended(TicketResult.MOVED, "", NOON));
        put(move("SOC-2", "one", 1, NOON).ended(TicketResult.FORBIDDEN, "", NOON));
        put(move("SOC-1", "two", 2, NOON.plusSeconds(60)));
        Set<String> refused = Set.of("forbidden", "rejected");
        Optional<String> none = Optional.empty();
        assertThat(tickets(MoveFilter.ALL)).containsExactly("SOC-1", "SOC-2", "SOC-1");
        assertThat(tickets(MoveFilter.ofEntry(1))).containsExactly("SOC-2", "SOC-1");
        assertThat(tickets(filter(Optional.of("SOC-1"), none, Set.of(), Optional.empty())))
                .hasSize(2);
        assertThat(tickets(filter(none, Optional.of("b"), Set.of(), Optional.empty())))
                .isEmpty();
        assertThat(tickets(new MoveFilter(
                        none, Optional.of("a"), refused, OptionalLong.of(1), Optional.of(NOON), Optional.of(false))))
                .containsExactly("SOC-2");
        assertThat(tickets(filter(none, none, Set.of("in_doubt"), Optional.empty())))
                .containsExactly("SOC-1");
        assertThat(tickets(filter(none, none, Set.of("in_doubt", "forbidden"), Optional.empty())))
                .containsExactly("SOC-1", "SOC-2");
        assertThat(tickets(filter(none, none, Set.of(), Optional.of(NOON.plusSeconds(1)))))
                .containsExactly("SOC-1");
        // A filter may place a time anywhere.
        assertThat(tickets(filter(none, none, Set.of(), Optional.of(Instant.MAX))))
                .isEmpty();
        assertThat(tickets(filter(none, none, Set.of(), Optional.of(Instant.MIN))))
                .hasSize(3);
        List<ShownMove> first = ledger().list(MoveFilter.ALL, OptionalLong.empty(), 2);
        assertThat(first).hasSize(2);
        assertThat(ledger().list(
                                MoveFilter.ALL,
                                OptionalLong.of(first.get(1).move().id()),
                                2))
                .hasSize(1);
    }

    @Test
    void what_moved_a_ticket_or_may_have_is_never_forgotten_by_a_retry() throws Exception {
        put(move("SOC-1", "one", 1, NOON).ended(TicketResult.MOVED, "", NOON));
        put(move("SOC-2", "one", 1, NOON));
        put(move("SOC-3", "one", 1, NOON).ended(TicketResult.FORBIDDEN, "", NOON));
        List<Long> all = ledger().list(MoveFilter.ALL, OptionalLong.empty(), 100).stream()
                .map(shown -> shown.move().id())
                .toList();
        assertThat(ledger().reopen(all)).isEmpty();
        assertThat(tickets(MoveFilter.ALL)).containsExactly("SOC-2", "SOC-1");
    }

    @Test
    void what_is_very_old_is_forgotten() throws Exception {
        put(move("SOC-1", "one", 1, NOON).ended(TicketResult.MOVED, "", NOON));
        put(move("SOC-2", "one", 2, NOON.plusSeconds(60)).ended(TicketResult.MOVED, "", NOON));
        ledger().forget(NOON.plusSeconds(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tickets(MoveFilter.ALL)).containsExactly("SOC-2"));
    }

    @Test
    void hostile_texts_stay_what_they_are() throws Exception {
        String hostile = "'; DROP TABLE ticket_move; --\u0000\ud83d\ude00\n%";
        put(move(hostile, hostile, 1, NOON).ended(TicketResult.REJECTED, hostile, NOON));
        assertThat(tickets(filter(Optional.of(hostile), Optional.empty(), Set.of(), Optional.empty())))
                .containsExactly(engine.stored(hostile));
    }
}
