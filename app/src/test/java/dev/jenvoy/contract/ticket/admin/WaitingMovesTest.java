package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveFilter;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.ShownMove;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the moves that wait. */
class WaitingMovesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private DataFolder data;
    private Storage storage;
    private Ledger ledger;
    private long entry;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        data = DataFolder.own(folder);
        storage = SqliteStorage.open(data);
        ledger = storage.tickets();
        entry = accept();
    }

    @AfterEach
    void close() throws Exception {
        storage.close();
        data.close();
    }

    /** Returns the number of a delivery that has not ended. */
    private long accept() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        Facts facts = new Facts(
                new Event("release"),
                null,
                new Owner("acme"),
                new Repository("site"),
                null,
                null,
                null,
                null,
                null,
                null,
                false);
        Delivery delivery = new Delivery(
                new DeliveryKey("github", "42", "d1"), facts, Payload.of(body), PayloadDigest.of(body), NOON);
        Planned planned = new Planned("tickets", "tickets:a", Policy.DEFAULT);
        return ((Appended.Accepted) done(storage.journal().append(delivery, Map.of(), List.of(planned))))
                .entry()
                .id();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private TicketMove move(String tracker, String ticket) {
        MoveCause cause =
                new MoveCause("merged", "next", "acme/site", "acme/site#7", "", Optional.empty(), entry, entry);
        return TicketMove.of(new MoveKey(tracker, ticket, "github acme/site pr 7 merged 1a"), cause, NOON);
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
    void no_move_waits_whose_delivery_has_ended_or_is_not_stored_any_more() throws Exception {
        assertThat(ledger.put(move("a", "SOC-1"))).isEmpty();
        assertThat(ledger.put(move("a", "SOC-2").ended(TicketResult.UNREACHABLE, "", NOON)))
                .isEmpty();
        entry = 99;
        assertThat(ledger.put(move("b", "SOC-1"))).isEmpty();
        assertThat(ledger.waiting()).isEqualTo(Map.of("a", 2));

        done(storage.journal().quarantine(new Hold(1, 1), "it crashed", NOON));

        assertThat(ledger.waiting()).isEmpty();
        assertThat(ledger.list(MoveFilter.ALL, OptionalLong.empty(), 9))
                .hasSize(3)
                .noneMatch(ShownMove::waiting);
    }

    @Test
    void nothing_waits_in_an_empty_ledger() throws Exception {
        assertThat(ledger.waiting()).isEqualTo(Map.of());
    }
}
