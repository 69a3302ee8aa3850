package dev.jenvoy.web.admin.status;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.ConfigReport;
import dev.jenvoy.web.admin.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/config}: shows the current configuration without its secrets. */
public final class ConfigResource {

    private final Supplier<ConfigReport> config;

    public ConfigResource(Supplier<ConfigReport> config) {
        this.config = config;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/config", request -> ApiResult.json(200, json(config.get()))));
    }

    private static JsonObject json(ConfigReport report) {
        return ApiJson.object()
                .add("file", report.file())
                .add("loaded_at", report.loadedAt())
                .add("values", new Gson().toJsonTree(report.values()))
                .add("problems", ApiJson.array(report.problems(), ConfigResource::json))
                .add("restart_needed", ApiJson.texts(report.restartNeeded()))
                .add("command_line", ApiJson.array(report.given(), ConfigResource::json))
                .add("keys", ApiJson.array(report.keys(), ConfigResource::json))
                .done();
    }

    private static JsonObject json(ConfigReport.Key key) {
        return ApiJson.object()
                .add("section", key.section())
                .add("key", key.key())
                .add("value", new Gson().toJsonTree(key.value()))
                .add("default", new Gson().toJsonTree(key.fallback()))
                .add("origin", key.origin())
                .add("change", key.change())
                .add("type", key.type())
                .add("help", key.help())
                .done();
    }

    private static JsonObject json(ConfigReport.Given given) {
        return ApiJson.object()
                .add("key", given.key())
                .add("option", given.option())
                .done();
    }

    private static JsonObject json(ConfigReport.Flaw flaw) {
        ApiJson json = ApiJson.object()
                .add("level", flaw.level())
                .add("key", flaw.key().isEmpty() ? null : flaw.key());
        if (flaw.line() > 0) {
            json.add("line", flaw.line()).add("column", flaw.column());
        }
        return json.add("message", flaw.message()).done();
    }
}
