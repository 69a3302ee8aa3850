package dev.jenvoy.web.admin;

import com.google.gson.JsonObject;
import dev.jenvoy.dispatch.QueueLoad;
import dev.jenvoy.web.Readiness;
import java.util.List;

/** {@code /api/status}: how the server is. */
final class StatusResource {

    private final AdminParts parts;

    StatusResource(AdminParts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(new Route("GET", "/api/status", request -> Result.json(200, json())));
    }

    /** Looks at files and at the journal. */
    JsonObject json() {
        ServerFacts server = parts.server().get();
        Readiness readiness = parts.readiness().get();
        QueueLoad load = parts.dispatcher().load();
        return Json.object()
                .add("version", server.version())
                .add("started_at", server.started())
                .add("ready", readiness.ready())
                .add("problems", Json.texts(readiness.problems()))
                .add("queued", load.queued())
                .add("running", load.running())
                .add("public_url", server.publicUrl())
                .add("secret_set", server.secretSet())
                .add("deliveries_kept", parts.history().size())
                .done();
    }
}
