package dev.jenvoy.web.admin.tickets;

import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Redelivery;
import dev.jenvoy.dispatch.RedeliveryPart;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.run.Tickets;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a move again: runs its delivery again with the moves of tickets alone, without a hook or a message. */
final class MoveRetry {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final int PATIENCE_SECONDS = 10;

    private final Tickets tickets;
    private final Dispatcher dispatcher;
    private final Journal journal;
    private final InstantSource clock;

    MoveRetry(Tickets tickets, Dispatcher dispatcher, Journal journal, InstantSource clock) {
        this.tickets = tickets;
        this.dispatcher = dispatcher;
        this.journal = journal;
        this.clock = clock;
    }

    ApiResult answer(AdminRequest request) throws InterruptedException, ExecutionException {
        OptionalLong number = request.number("move");
        try {
            Optional<TicketMove> move =
                    number.isEmpty() ? Optional.empty() : tickets.ledger().find(number.getAsLong());
            if (move.isEmpty()) {
                return ApiResult.error(404, "no such move");
            }
            return move.get().result().filter(TicketResult.MOVED::equals).isPresent()
                    ? moved(move.get())
                    : retry(request, move.get());
        } catch (IOException e) {
            LOG.error("a move of a ticket cannot be read move={}", number, e);
            return TicketList.unreadable();
        } catch (TimeoutException e) {
            return ApiResult.error(503, "the journal is slow; the request will be carried out later");
        }
    }

    /** Says that the ticket was moved. Who asks for it says that the tracker is right all the same. */
    private ApiResult moved(TicketMove move) {
        String tracker = move.key().tracker();
        String said = "the ticket was moved: nothing is left to do";
        String more = tickets.reopen(tracker) ? "; its tracker " + tracker + " is asked again from now on" : "";
        return ApiResult.error(409, said + more);
    }

    private ApiResult retry(AdminRequest request, TicketMove move)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Ledger ledger = tickets.ledger();
        // What was refused or waits is decided anew in any case, and its record stays until then.
        if (TicketList.isFine(move)) {
            Optional<String> trouble = ledger.reopen(List.of(move.id()));
            if (trouble.isPresent()) {
                return ApiResult.error(503, "the ledger of tickets cannot be written: " + trouble.get());
            }
        }
        String tracker = move.key().tracker();
        List<String> reopened = tickets.reopen(tracker) ? List.of(tracker) : List.of();
        long entry = move.cause().entry();
        Redelivery redelivery =
                await(dispatcher.redeliver(entry, clock.instant(), new RedeliveryPart.OfKind(Tickets.KIND)));
        if (redelivery instanceof Redelivery.Begun begun) {
            return begun(request, move, begun.entry(), reopened);
        }
        if (ledger.find(move.key()).isEmpty()) {
            // Nothing happens, so nothing is forgotten.
            ledger.put(move)
                    .ifPresent(why -> LOG.warn("record of a move is lost move={} cause=\"{}\"", move.id(), why));
        }
        return refused(redelivery);
    }

    private ApiResult begun(AdminRequest request, TicketMove move, long entry, List<String> reopened)
            throws InterruptedException {
        OperatorRequest asked = request.asked(OperatorRequest.Kind.REDELIVER, clock.instant());
        LOG.info(
                "move is tried again ticket={} entry={} new_entry={} by={} way={}",
                move.key().ticket(),
                move.cause().entry(),
                entry,
                asked.address(),
                ApiJson.word(asked.way()));
        try {
            await(journal.requested(entry, asked));
        } catch (TimeoutException | ExecutionException e) {
            // The delivery runs in spite of this.
            LOG.error("the operator of a retry could not be recorded entry={}", entry, e);
        }
        return ApiResult.json(
                202,
                ApiJson.object()
                        .add("entry", entry)
                        .add("reopened", ApiJson.texts(reopened))
                        .done());
    }

    private static ApiResult refused(Redelivery redelivery) {
        if (redelivery instanceof Redelivery.UnderWay underWay) {
            ApiJson json = ApiJson.object().add("error", "the same delivery is still running");
            underWay.entry().ifPresent(number -> json.add("entry", number));
            return ApiResult.json(409, json.done());
        }
        if (redelivery instanceof Redelivery.Unavailable unavailable) {
            return ApiResult.error(503, unavailable.reason()).with("Retry-After", "60");
        }
        return redelivery instanceof Redelivery.Unmatched
                ? ApiResult.error(409, "the delivery moves no ticket by the configuration as it is now")
                : ApiResult.error(410, "its delivery is not stored any more: have its sender send it again");
    }

    private static <T> T await(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
