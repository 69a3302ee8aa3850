package dev.jenvoy.web.admin.forges;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.forge.book.AskedDelivery;
import dev.jenvoy.forge.missed.CatchUp;
import dev.jenvoy.forge.missed.MissedDelivery;
import dev.jenvoy.forge.options.ForgeCredentials;
import dev.jenvoy.forge.options.ForgeOptions;
import dev.jenvoy.forge.run.Forges;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import java.io.IOException;
import java.util.Optional;

/** Writes what is known of forges in the format of the API. */
final class ForgeJson {

    private static final int ASKED = 50;

    private ForgeJson() {}

    static JsonObject of(Forges forges) {
        Optional<CatchUp.Search> last = forges.catchUp().last();
        return ApiJson.object()
                .add("forges", ApiJson.array(forges.options().hosts().values(), forge -> forge(forge, forges)))
                .add("catch_up", forges.options().catchUp())
                .add("last_search", last.map(ForgeJson::search).orElse(null))
                .add("asked", ApiJson.array(forges.catchUp().asked(ASKED), ForgeJson::asked))
                .done();
    }

    /** Searches, and has what was missed sent again if it is no dry run. */
    static ApiResult caughtUp(Forges forges, boolean isDry) throws IOException, InterruptedException {
        CatchUp.Search search = forges.catchUp().search();
        boolean asks = !isDry && !search.missed().isEmpty();
        if (asks) {
            forges.catchUp().begin(search);
        }
        JsonObject said = search(search);
        said.addProperty("asked", asks);
        ApiResult.Whole answer = ApiResult.json(asks ? 202 : 200, said);
        return isDry ? new ApiResult.Unchanged(answer) : answer;
    }

    private static JsonObject forge(ForgeOptions forge, Forges forges) {
        return ApiJson.object()
                .add("name", forge.name())
                .add("kind", forge.kind())
                .add("credentials", forge.credentials() instanceof ForgeCredentials.App ? "app" : "token")
                .add("trouble", forges.trouble(forge).orElse(null))
                .done();
    }

    private static JsonObject search(CatchUp.Search search) {
        JsonArray missed = ApiJson.array(search.missed(), ForgeJson::missed);
        return ApiJson.object()
                .add("at", search.at())
                .add("missed", missed)
                .add("problems", ApiJson.texts(search.problems()))
                .done();
    }

    private static JsonObject missed(MissedDelivery missed) {
        return ApiJson.object()
                .add("webhook", missed.webhook())
                .add("id", missed.delivery().id())
                .add("event", missed.delivery().event())
                .add("repository", missed.repository())
                .add("sent", missed.delivery().sent())
                .done();
    }

    private static JsonObject asked(AskedDelivery asked) {
        return ApiJson.object()
                .add("webhook", asked.webhook())
                .add("id", asked.id())
                .add("event", asked.event())
                .add("repository", asked.repository())
                .add("sent", asked.sent())
                .add("asked", asked.asked())
                .add("refused", asked.refused().isEmpty() ? null : asked.refused())
                .done();
    }
}
