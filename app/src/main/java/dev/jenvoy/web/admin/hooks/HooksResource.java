package dev.jenvoy.web.admin.hooks;

import com.google.gson.JsonObject;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.journal.History;
import dev.jenvoy.web.admin.deliveries.RunStatistics;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /api/hooks}: lists the files of the hooks folder, the deliveries that each matches, and its last runs. */
public final class HooksResource {

    private final Supplier<HookSettings> settings;
    private final History history;
    private final HookHeads heads = new HookHeads(InstantSource.system());

    public HooksResource(Supplier<HookSettings> settings, History history) {
        this.settings = settings;
        this.history = history;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/hooks", request -> ApiResult.json(200, json())));
    }

    private JsonObject json() {
        HookSettings now = settings.get();
        HookCatalogue catalogue = HookCatalogue.of(now, heads);
        Map<String, RunStatistics> statistics =
                RunStatistics.of(history.recentRuns(RunStatistics.KINDS, RunStatistics.MAX_RUNS));
        List<String> general = catalogue.findings().stream()
                .filter(finding -> finding.path().isEmpty())
                .map(Finding::text)
                .toList();
        return ApiJson.object()
                .add("hooks_path", now.folder().toString())
                .add("child_hooks", now.rule().word())
                .add("common_names", now.commonNames())
                .add(
                        "hooks",
                        ApiJson.array(
                                catalogue.files(),
                                file -> HookJson.item(file, catalogue, now, statistics.get(file.path()))
                                        .done()))
                .add("warnings", ApiJson.texts(general))
                .done();
    }
}
