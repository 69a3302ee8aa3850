package dev.jenvoy.web.admin.status;

import com.google.gson.JsonObject;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.dispatch.QueueLoad;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.http.ServerFacts;
import dev.jenvoy.web.health.Readiness;
import java.util.List;

/** {@code /api/status}: shows the state of the server. */
public final class StatusResource {

    private final AdminServices parts;

    public StatusResource(AdminServices parts) {
        this.parts = parts;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/status", request -> ApiResult.json(200, withDisk())));
    }

    /** Also with what changes all the time, which is not part of the events. */
    private JsonObject withDisk() {
        JsonObject status = json();
        parts.server()
                .get()
                .disk()
                .ifPresent(disk -> status.add(
                        "disk",
                        ApiJson.object()
                                .add("free", disk.free())
                                .add("total", disk.total())
                                .done()));
        return status;
    }

    /** Returns the status. Reads files and the journal. */
    public JsonObject json() {
        ServerFacts server = parts.server().get();
        Readiness readiness = parts.readiness().get();
        QueueLoad load = parts.dispatcher().load();
        return ApiJson.object()
                .add("version", server.version())
                .add("started_at", server.started())
                .add("ready", readiness.ready())
                .add("problems", ApiJson.texts(readiness.problems()))
                .add("queued", load.queued())
                .add("running", load.running())
                .add("waiting_elsewhere", parts.dispatcher().waitingElsewhere())
                .add("public_url", server.publicUrl())
                .add("secret_set", server.secretSet())
                .add("chat", server.chat())
                .add("tickets", server.tickets())
                .add("forges", server.forges())
                .add(
                        "roles",
                        ApiJson.texts(server.roles().stream()
                                .sorted()
                                .map(ServerRole::word)
                                .toList()))
                .add("servers", server.servers())
                .add("deliveries_kept", parts.history().size())
                .done();
    }
}
