package dev.jenvoy.web.admin.hooks;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.SetOption;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.hook.lint.ScriptText;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.web.admin.deliveries.RunStatistics;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/hook}: shows one hook with its last runs, what sets each of its options, and its text. A hook that is gone still
 * has its runs.
 */
public final class HookResource {

    private static final int MOST_RUNS = 200;

    private final Supplier<HookSettings> settings;
    private final Figures figures;
    private final HookHeads heads = new HookHeads(InstantSource.system());

    public HookResource(Supplier<HookSettings> settings, Figures figures) {
        this.settings = settings;
        this.figures = figures;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/hook", this::show));
    }

    private ApiResult show(AdminRequest request) {
        Optional<String> name = request.parameter("name");
        if (name.isEmpty()) {
            return ApiResult.error(400, "name: expected the path of a file below the hooks folder");
        }
        HookSettings now = settings.get();
        HookCatalogue catalogue = HookCatalogue.of(now, heads);
        Optional<HookListing> file = catalogue.files().stream()
                .filter(one -> one.path().equals(name.get()))
                .findFirst();
        List<RunSummary> runs = figures.runsOf(RunStatistics.KINDS, name.get(), MOST_RUNS);
        if (file.isEmpty() && runs.isEmpty()) {
            return ApiResult.error(404, "no such hook");
        }
        @Nullable RunStatistics statistics = RunStatistics.of(runs).get(name.get());
        ApiJson json = ApiJson.object()
                .add("name", name.get())
                .add("gone", file.isEmpty())
                .add("attempts", ApiJson.array(runs, HookJson::run));
        return ApiResult.json(
                200,
                file.map(one -> add(json, one, catalogue, now, statistics))
                        .orElse(json)
                        .done());
    }

    private static ApiJson add(
            ApiJson json,
            HookListing file,
            HookCatalogue catalogue,
            HookSettings now,
            @Nullable RunStatistics statistics) {
        return json.add("hook", HookJson.item(file, catalogue, now, statistics).done())
                .add(
                        "settings",
                        ApiJson.array(
                                now.options().origins(file.path(), file.head().options()), HookResource::setting))
                .add(
                        "script",
                        ScriptText.of(now.folder(), file)
                                .map(HookResource::script)
                                .orElse(null));
    }

    private static JsonObject setting(SetOption option) {
        return ApiJson.object()
                .add("key", option.key())
                .add("value", new Gson().toJsonTree(option.value()))
                .add("origin", option.origin())
                .add("place", option.place().isEmpty() ? null : option.place())
                .add("help", option.help())
                .done();
    }

    private static JsonObject script(ScriptText script) {
        return ApiJson.object()
                .add("text", script.text())
                .add("bytes", script.bytes())
                .add("cut", script.isCut())
                .done();
    }
}
