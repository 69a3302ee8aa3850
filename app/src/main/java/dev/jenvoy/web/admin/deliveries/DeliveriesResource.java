package dev.jenvoy.web.admin.deliveries;

import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.DeliveryMoves;
import dev.jenvoy.web.admin.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /api/deliveries}: lists deliveries and shows their actions and outcomes. */
public final class DeliveriesResource {

    static final String PATH = "/api/deliveries";
    public static final String ONE = PATH + "/{entry}";

    private final History history;
    private final Dispatcher dispatcher;
    private final DeliveryMoves moves;

    public DeliveriesResource(History history, Dispatcher dispatcher, DeliveryMoves moves) {
        this.history = history;
        this.dispatcher = dispatcher;
        this.moves = moves;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", PATH, this::list).listing("state"),
                new Route("GET", ONE, this::show),
                new Route("GET", ONE + "/payload", this::payload));
    }

    private ApiResult list(AdminRequest request) {
        DeliveriesQuery query;
        try {
            query = DeliveriesQuery.of(request);
        } catch (DeliveriesQuery.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
        HistoryPage page = history.page(query.filter(), query.before(), query.limit());
        OptionalLong next = page.next();
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("deliveries", ApiJson.array(page.deliveries(), DeliveryJson::of))
                        .add(
                                "next",
                                next.isPresent()
                                        ? new JsonPrimitive(String.valueOf(next.getAsLong()))
                                        : JsonNull.INSTANCE)
                        .done());
    }

    private ApiResult show(AdminRequest request) {
        return find(history, request)
                .map(detail ->
                        ApiResult.json(200, DeliveryJson.of(detail, attempts(history, detail), dispatcher, moves)))
                .orElseGet(DeliveriesResource::unknown);
    }

    /** Returns the delivery of a request's path. */
    public static Optional<DeliveryDetail> find(History history, AdminRequest request) {
        OptionalLong entry = request.number("entry");
        return entry.isPresent() ? history.delivery(entry.getAsLong()) : Optional.empty();
    }

    public static ApiResult.Whole unknown() {
        return ApiResult.error(404, "no such delivery");
    }

    /** Returns all deliveries with the same key, newest first. */
    public static List<DeliverySummary> attempts(History history, DeliveryDetail detail) {
        List<DeliverySummary> attempts =
                history.summaries(history.entriesOf(detail.summary().key()));
        // An ignored delivery cannot be found by its key.
        return attempts.isEmpty() ? List.of(detail.summary()) : attempts;
    }

    private ApiResult payload(AdminRequest request) {
        Optional<DeliveryDetail> detail = find(history, request);
        if (detail.isEmpty()) {
            return unknown();
        }
        Optional<Payload> payload = detail.get().payload();
        if (payload.isEmpty()) {
            return ApiResult.error(404, "an ignored delivery has no stored payload");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (request.query().containsKey("download")) {
            String id = detail.get().summary().key().id();
            headers.put("Content-Disposition", "attachment; filename=\"" + id + ".json\"");
        }
        return new ApiResult.Sent(payload.get(), headers);
    }
}
