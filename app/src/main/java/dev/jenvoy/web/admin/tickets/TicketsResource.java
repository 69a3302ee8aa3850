package dev.jenvoy.web.admin.tickets;

import com.google.gson.JsonArray;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.ticket.run.Tickets;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.DeliveryMoves;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/tickets}: 404 where tickets are not configured. */
public final class TicketsResource implements DeliveryMoves {

    private static final String BASE = "/api/tickets";

    private final Supplier<Optional<Tickets>> tickets;
    private final Dispatcher dispatcher;
    private final Journal journal;
    private final InstantSource clock;

    /** @param tickets the feature, if it is configured; may open it */
    public TicketsResource(
            Supplier<Optional<Tickets>> tickets, Dispatcher dispatcher, Journal journal, InstantSource clock) {
        this.tickets = tickets;
        this.dispatcher = dispatcher;
        this.journal = journal;
        this.clock = clock;
    }

    /** Returns the routes for the admin listener. They name no class of tickets, and so do not load it. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", BASE, this::list).listing("result"),
                new Route("POST", BASE + "/{move}/retry", this::retry),
                new Route("POST", BASE + "/reopen", this::reopen));
    }

    private static ApiResult off() {
        return ApiResult.error(404, "tickets are not configured: the configuration has no \"tickets\"");
    }

    private ApiResult list(AdminRequest request) {
        Optional<Tickets> open = tickets.get();
        return open.isEmpty() ? off() : new TicketList(open.get()).answer(request);
    }

    private ApiResult retry(AdminRequest request) throws Exception {
        Optional<Tickets> open = tickets.get();
        return open.isEmpty() ? off() : new MoveRetry(open.get(), dispatcher, journal, clock).answer(request);
    }

    /** Has the trackers asked again that could not be used. */
    private ApiResult reopen(AdminRequest request) {
        Optional<Tickets> open = tickets.get();
        return open.isEmpty()
                ? off()
                : ApiResult.json(
                        200,
                        ApiJson.object()
                                .add("reopened", ApiJson.texts(open.get().reopenAll()))
                                .done());
    }

    @Override
    public JsonArray of(long entry) {
        Optional<Tickets> open = tickets.get();
        return open.isEmpty() ? new JsonArray() : new TicketList(open.get()).of(entry);
    }
}
