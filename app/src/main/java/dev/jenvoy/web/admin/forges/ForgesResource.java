package dev.jenvoy.web.admin.forges;

import dev.jenvoy.forge.run.Forges;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/forges} and {@code /api/catch-up}: 404 where forges are not configured. */
public final class ForgesResource {

    private final Supplier<Optional<Forges>> forges;

    /** @param forges the feature, if it is configured; may open it */
    public ForgesResource(Supplier<Optional<Forges>> forges) {
        this.forges = forges;
    }

    /** Returns the routes for the admin listener. They name no class of forges, and so do not load it. */
    public List<Route> routes() {
        return List.of(new Route("GET", "/api/forges", this::list), new Route("POST", "/api/catch-up", this::catchUp));
    }

    private static ApiResult off() {
        return ApiResult.error(404, "forges are not configured: the configuration has no \"forges\"");
    }

    private ApiResult list(AdminRequest request) {
        Optional<Forges> open = forges.get();
        return open.isEmpty() ? off() : ApiResult.json(200, ForgeJson.of(open.get()));
    }

    private ApiResult catchUp(AdminRequest request) throws InterruptedException {
        Optional<Forges> open = forges.get();
        String dryRun = request.parameter("dry_run").orElse("false");
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            return ApiResult.error(400, "dry_run is true or false");
        }
        try {
            return open.isEmpty() ? off() : ForgeJson.caughtUp(open.get(), dryRun.equals("true"));
        } catch (IOException e) {
            return ApiResult.error(503, String.valueOf(e.getMessage()));
        }
    }
}
