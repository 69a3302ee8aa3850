package dev.jenvoy.web.admin.endpoints;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.EndpointChange;
import dev.jenvoy.endpoint.EndpointListing;
import dev.jenvoy.endpoint.Endpoints;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /conduit/webhooks/…}: manages registered endpoints, in unotify's format of requests and responses. Also serves
 * the same paths without {@code /conduit}.
 */
public final class EndpointsResource {

    private final Endpoints endpoints;

    public EndpointsResource(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Returns the routes for the admin listener. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String base : List.of("/conduit/webhooks", "/webhooks")) {
            routes.add(new Route("POST", base + "/register", asked(this::register)));
            routes.add(new Route("PATCH", base + "/update", asked(this::update)));
            routes.add(new Route("PATCH", base + "/import", asked(this::bring)));
            routes.add(new Route("GET", base + "/find", asked(this::find)));
            routes.add(new Route("GET", base + "/list", asked(this::list)));
            routes.add(new Route("DELETE", base, asked(this::remove)));
        }
        return routes;
    }

    /** Reports a request that lacks a parameter or has an invalid one. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String words) {
            super(words);
        }
    }

    private interface Asked {
        ApiResult answer(Asking asking) throws Malformed;
    }

    private static Route.Handler asked(Asked handler) {
        return request -> {
            try {
                return handler.answer(new Asking(request));
            } catch (Malformed e) {
                return malformed(String.valueOf(e.getMessage()));
            }
        };
    }

    /** Reads parameters from the body or, without a body, from the query. */
    private static final class Asking {
        private final AdminRequest request;
        private final @Nullable JsonObject body;

        Asking(AdminRequest request) throws Malformed {
            this.request = request;
            boolean reads = request.method().equals("GET")
                    || request.method().equals("HEAD")
                    || (request.method().equals("DELETE") && request.body().length == 0);
            this.body = reads
                    ? null
                    : request.json().orElseThrow(() -> new Malformed("expected a JSON object of what to change"));
        }

        String text(String name) throws Malformed {
            return textIfAny(name).orElseThrow(() -> new Malformed(name + ": expected a text"));
        }

        Optional<String> textIfAny(String name) throws Malformed {
            if (body == null) {
                if (request.repeats(name)) {
                    throw new Malformed(name + ": expected one");
                }
                return request.parameter(name);
            }
            JsonElement value = body.get(name);
            if (value == null || value.isJsonNull()) {
                return Optional.empty();
            }
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
                throw new Malformed(name + ": expected a text");
            }
            return Optional.of(value.getAsString());
        }

        boolean flag(String name) throws Malformed {
            JsonElement value = body == null ? null : body.get(name);
            if (value == null) {
                return false;
            }
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
                throw new Malformed(name + ": expected true or false");
            }
            return value.getAsBoolean();
        }
    }

    private ApiResult register(Asking asking) throws Malformed {
        return answer(
                201, endpoints.register(asking.text("provider"), asking.text("repo_id"), asking.text("repo_path")));
    }

    private ApiResult update(Asking asking) throws Malformed {
        return answer(
                201,
                endpoints.rotate(
                        asking.text("provider"),
                        asking.text("repo_id"),
                        asking.textIfAny("repo_path"),
                        asking.flag("revoke_old")));
    }

    private ApiResult bring(Asking asking) throws Malformed {
        return answer(
                201,
                endpoints.bring(
                        asking.text("provider"),
                        asking.text("repo_id"),
                        asking.text("repo_path"),
                        asking.text("secret")));
    }

    private ApiResult remove(Asking asking) throws Malformed {
        return answer(200, endpoints.remove(asking.text("provider"), asking.text("repo_id")));
    }

    private ApiResult find(Asking asking) throws Malformed {
        return endpoints
                .find(asking.text("provider"), asking.text("repo_id"))
                .<ApiResult>map(listed -> success(200, json(listed)))
                .orElseGet(EndpointsResource::unregistered);
    }

    private ApiResult list(Asking asking) throws Malformed {
        Optional<String> provider = asking.textIfAny("provider");
        List<EndpointListing> some = endpoints.list().stream()
                .filter(listed ->
                        provider.isEmpty() || listed.endpoint().provider().equals(provider.get()))
                .toList();
        return success(200, ApiJson.array(some, EndpointsResource::json));
    }

    private static ApiResult answer(int status, EndpointChange changed) {
        if (changed instanceof EndpointChange.Done done) {
            ApiJson json = ApiJson.object();
            done.secret().ifPresent(secret -> json.add("secret", secret));
            if (done.reach() != EndpointChange.Reach.ONLY_SERVER) {
                json.add("servers", done.reach() == EndpointChange.Reach.ALL_SERVERS ? "all" : "this_one_first");
            }
            return success(status, facts(json, done.endpoint()));
        }
        if (changed instanceof EndpointChange.Malformed malformed) {
            return malformed(malformed.reason());
        }
        if (changed instanceof EndpointChange.Duplicate) {
            return failure(409, 204, "duplicate_registration", "there is an endpoint of this provider and repo_id");
        }
        return changed instanceof EndpointChange.Unavailable unavailable
                ? failure(503, 1, "internal_server_error", unavailable.reason())
                : unregistered();
    }

    private static JsonObject json(EndpointListing listed) {
        JsonObject json = facts(ApiJson.object(), listed.endpoint());
        json.addProperty("usable", listed.shut() == null);
        if (listed.shut() != null) {
            json.addProperty("why_not", listed.shut());
        }
        return json;
    }

    private static JsonObject facts(ApiJson json, Endpoint endpoint) {
        return json.add("uri", endpoint.uri())
                .add("provider", endpoint.provider())
                .add("repo_id", endpoint.repoId())
                .add("repo_path", endpoint.repoPath())
                .add("registered_at", endpoint.registered())
                .add("changed_at", endpoint.changed())
                .add("old_secret_until", endpoint.oldUntil())
                .done();
    }

    private static ApiResult success(int status, JsonElement data) {
        return ApiResult.json(
                status, ApiJson.object().add("success", true).add("data", data).done());
    }

    private static ApiResult malformed(String words) {
        return failure(400, 201, "malformed_request", words);
    }

    private static ApiResult unregistered() {
        return failure(404, 203, "unregistered_webhook", "there is no endpoint of this provider and repo_id");
    }

    /** @param words the message for people */
    private static ApiResult failure(int status, int code, String message, String words) {
        return ApiResult.json(
                status,
                ApiJson.object()
                        .add("success", false)
                        .add("error_code", code)
                        .add("error_msg", message)
                        .add("error", words)
                        .done());
    }
}
