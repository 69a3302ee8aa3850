package dev.jenvoy.web.admin.status;

import com.google.gson.JsonObject;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.List;

/** {@code /api/refusals}: lists the last rejected requests. */
public final class RejectionsResource {

    private final RejectionList refusals;

    public RejectionsResource(RejectionList refusals) {
        this.refusals = refusals;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/refusals", this::list));
    }

    private ApiResult list(AdminRequest request) {
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("refusals", ApiJson.array(refusals.last(), RejectionsResource::json))
                        .done());
    }

    public static JsonObject json(RejectionList.Refused refused) {
        return ApiJson.object()
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
