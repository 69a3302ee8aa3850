package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the moves that wait. */
class WaitingMovesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final MoveCause CAUSE = new MoveCause("merged", "next", "acme/site", "acme/site#7", "", 1, 1);

    private DataFolder data;
    private Storage storage;
    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        data = DataFolder.own(folder);
        storage = SqliteStorage.open(data);
        ledger = storage.tickets();
    }

    @AfterEach
    void close() throws Exception {
        storage.close();
        data.close();
    }

    private static TicketMove move(String tracker, String ticket) {
        return TicketMove.of(new MoveKey(tracker, ticket, "github acme/site pr 7 merged 1a"), CAUSE, NOON);
    }

    @Test
    void moves_wait_whose_result_is_not_known_or_that_are_to_be_tried_again() throws Exception {
        Set<TicketResult> waiting = EnumSet.noneOf(TicketResult.class);
        for (TicketResult result : TicketResult.values()) {
            assertThat(ledger.put(move(result.word(), "SOC-1").ended(result, "", NOON)))
                    .isEmpty();
            if (ledger.waiting().containsKey(result.word())) {
                waiting.add(result);
            }
        }

        assertThat(waiting)
                .allMatch(result ->
                        result.weight() == TicketResult.Weight.LATER || result.weight() == TicketResult.Weight.SHUT)
                .hasSize(5);
        assertThat(ledger.put(move("busy", "SOC-2"))).isEmpty();
        assertThat(ledger.waiting()).containsEntry("busy", 2);
        assertThat(ledger.put(move("busy", "SOC-2").ended(TicketResult.MOVED, "", NOON)))
                .isEmpty();
        assertThat(ledger.waiting()).containsEntry("busy", 1);
    }

    @Test
    void nothing_waits_in_an_empty_ledger() throws Exception {
        assertThat(ledger.waiting()).isEqualTo(Map.of());
    }
}
