package dev.jenvoy.web.admin;

import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.History;
import java.util.List;
import java.util.Optional;

/** {@code /api/live} and {@code /api/deliveries/{entry}/live}: server-sent events. */
final class LiveResource {

    private final Live live;
    private final History history;

    LiveResource(Live live, History history) {
        this.live = live;
        this.history = history;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/live", this::all),
                new Route("GET", DeliveriesResource.ONE + "/live", this::one));
    }

    private Result all(AdminRequest request) {
        return live.isFull() ? full() : new Result.Events(live::followAll);
    }

    private Result one(AdminRequest request) {
        Optional<DeliveryDetail> detail = DeliveriesResource.find(history, request);
        if (detail.isEmpty()) {
            return DeliveriesResource.unknown();
        }
        long entry = detail.get().summary().entry();
        return live.isFull() ? full() : new Result.Events(stream -> live.follow(stream, entry));
    }

    private static Result full() {
        return Result.error(503, "too many clients wait for news; at most " + Live.MOST)
                .with("Retry-After", "15");
    }
}
