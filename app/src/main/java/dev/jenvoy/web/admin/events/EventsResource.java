package dev.jenvoy.web.admin.events;

import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.History;
import dev.jenvoy.web.admin.deliveries.DeliveriesResource;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.List;
import java.util.Optional;

/** {@code /api/live} and {@code /api/deliveries/{entry}/live}: server-sent events. */
public final class EventsResource {

    private final EventHub live;
    private final History history;

    public EventsResource(EventHub live, History history) {
        this.live = live;
        this.history = history;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/api/live", this::all),
                new Route("GET", DeliveriesResource.ONE + "/live", this::one));
    }

    private ApiResult all(AdminRequest request) {
        return live.isFull() ? full() : new ApiResult.Events(live::followAll);
    }

    private ApiResult one(AdminRequest request) {
        Optional<DeliveryDetail> detail = DeliveriesResource.find(history, request);
        if (detail.isEmpty()) {
            return DeliveriesResource.unknown();
        }
        long entry = detail.get().summary().entry();
        return live.isFull() ? full() : new ApiResult.Events(stream -> live.follow(stream, entry));
    }

    private static ApiResult full() {
        return ApiResult.error(503, "too many clients follow events; at most " + EventHub.MAX_STREAMS)
                .with("Retry-After", "15");
    }
}
