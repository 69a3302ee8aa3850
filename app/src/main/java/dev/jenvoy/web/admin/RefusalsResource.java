package dev.jenvoy.web.admin;

import com.google.gson.JsonObject;
import dev.jenvoy.web.Refusals;
import java.util.List;

/** {@code /api/refusals}: the last requests that were not taken. */
final class RefusalsResource {

    private final Refusals refusals;

    RefusalsResource(Refusals refusals) {
        this.refusals = refusals;
    }

    List<Route> routes() {
        return List.of(new Route("GET", "/api/refusals", this::list));
    }

    private Result list(AdminRequest request) {
        return Result.json(
                200,
                Json.object()
                        .add("refusals", Json.array(refusals.last(), RefusalsResource::json))
                        .done());
    }

    static JsonObject json(Refusals.Refused refused) {
        return Json.object()
                .add("at", refused.at())
                .add("status", refused.status())
                .add("check", refused.check())
                .add("reason", refused.reason())
                .add("source", refused.source())
                .add("from", refused.from())
                .add("delivery", refused.delivery())
                .add("hint", refused.hint())
                .done();
    }
}
