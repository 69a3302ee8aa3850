package dev.jenvoy.web.admin.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.exchange.KeptExchange;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /api/deliveries/{entry}/exchange}: shows from where a delivery came, and what it was answered. Empty where nothing is kept. */
public final class ExchangeResource {

    private final Exchanges exchanges;

    private final History history;

    public ExchangeResource(Exchanges exchanges, History history) {
        this.exchanges = exchanges;
        this.history = history;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", DeliveriesResource.ONE + "/exchange", this::show));
    }

    private ApiResult show(AdminRequest request) {
        OptionalLong entry = request.number("entry");
        if (entry.isEmpty() || history.summaries(List.of(entry.getAsLong())).isEmpty()) {
            return DeliveriesResource.unknown();
        }
        Optional<KeptExchange> found = exchanges.of(entry.getAsLong());
        return ApiResult.json(200, found.map(ExchangeResource::json).orElseGet(JsonObject::new));
    }

    private static JsonObject json(KeptExchange exchange) {
        return ApiJson.object()
                .add("from", exchange.peer())
                .add("answered", exchange.answered())
                .add("status", exchange.status())
                .add("content_type", exchange.contentType().isEmpty() ? null : exchange.contentType())
                .add("body", exchange.body())
                .add("length", exchange.length())
                .add("cut", exchange.isCut())
                .done();
    }
}
