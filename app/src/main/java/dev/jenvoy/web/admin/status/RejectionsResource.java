package dev.jenvoy.web.admin.status;

import com.google.gson.JsonObject;
import dev.jenvoy.rejection.RejectedGroup;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.rejection.RejectionAdvice;
import dev.jenvoy.rejection.RejectionKind;
import dev.jenvoy.rejection.RejectionTally;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /api/refusals}: lists the last rejected requests, and all of them in groups. */
public final class RejectionsResource {

    private static final int LIMIT = 500;

    private final RejectionList refusals;
    private final RejectionTally tally;

    /** @param tally all of them, in groups */
    public RejectionsResource(RejectionList refusals, RejectionTally tally) {
        this.refusals = refusals;
        this.tally = tally;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/api/refusals", this::list), new Route("GET", "/api/refusals/groups", this::groups));
    }

    private ApiResult list(AdminRequest request) {
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("refusals", ApiJson.array(refusals.last(), RejectionsResource::json))
                        .done());
    }

    private ApiResult groups(AdminRequest request) {
        Optional<String> given = request.parameter("limit");
        OptionalLong limit =
                given.isEmpty() ? OptionalLong.of(LIMIT) : AdminRequest.number(given.get(), RejectedGroups.MOST_GROUPS);
        if (limit.isEmpty() || limit.getAsLong() < 1) {
            return ApiResult.error(400, "limit: expected 1 to " + RejectedGroups.MOST_GROUPS);
        }
        List<RejectedGroup> all = tally.groups();
        List<RejectedGroup> some = all.subList(0, (int) Math.min(all.size(), limit.getAsLong()));
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("groups", ApiJson.array(some, RejectionsResource::json))
                        .add("left_out", all.size() - some.size())
                        .done());
    }

    private static JsonObject json(RejectedGroup group) {
        RejectionKind kind = group.kind();
        ApiJson json = ApiJson.object().add("status", kind.status()).add("check", kind.check());
        if (!kind.isOfCheckAlone()) {
            json.add("reason", kind.reason()).add("source", kind.source()).add("from", kind.peer());
        }
        return json.add("count", group.count())
                .add("first", group.first())
                .add("last", group.last())
                .add("delivery", group.delivery())
                .add(
                        "advice",
                        group.hint().isEmpty()
                                ? RejectionAdvice.of(kind.status(), kind.check(), kind.reason())
                                : group.hint())
                .done();
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
