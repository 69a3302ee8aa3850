package dev.jenvoy.web.admin;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/config}: the configuration in force, without its secrets. */
final class ConfigResource {

    private final Supplier<ConfigReport> config;

    ConfigResource(Supplier<ConfigReport> config) {
        this.config = config;
    }

    List<Route> routes() {
        return List.of(new Route("GET", "/api/config", request -> Result.json(200, json(config.get()))));
    }

    private static JsonObject json(ConfigReport report) {
        return Json.object()
                .add("file", report.file())
                .add("loaded_at", report.loadedAt())
                .add("values", new Gson().toJsonTree(report.values()))
                .add("problems", Json.array(report.problems(), ConfigResource::json))
                .add("restart_needed", Json.texts(report.restartNeeded()))
                .done();
    }

    private static JsonObject json(ConfigReport.Flaw flaw) {
        Json json =
                Json.object().add("level", flaw.level()).add("key", flaw.key().isEmpty() ? null : flaw.key());
        if (flaw.line() > 0) {
            json.add("line", flaw.line()).add("column", flaw.column());
        }
        return json.add("message", flaw.message()).done();
    }
}
