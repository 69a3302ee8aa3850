package dev.jenvoy.web.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/session}: whether one is logged in, logging in and out. */
final class SessionResource {

    static final String PATH = "/api/session";

    private final Authentication authentication;
    private final Supplier<ServerFacts> server;

    SessionResource(Authentication authentication, Supplier<ServerFacts> server) {
        this.authentication = authentication;
        this.server = server;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", PATH, this::show),
                new Route("POST", PATH, this::begin),
                new Route("DELETE", PATH, this::end));
    }

    private Result show(AdminRequest request) {
        return Result.json(200, state(authentication.admits(request)));
    }

    private Result begin(AdminRequest request) {
        if (!authentication.isTokenRequired()) {
            return Result.json(200, state(true));
        }
        Optional<String> token = request.json().map(body -> body.get("token")).flatMap(SessionResource::string);
        if (token.isEmpty()) {
            return Result.error(400, "expected {\"token\": \"...\"}");
        }
        Optional<String> id = authentication.logIn(token.get(), request);
        if (id.isEmpty()) {
            return Result.error(401, "this is not the admin token");
        }
        return Result.json(200, state(true)).with("Set-Cookie", cookie(id.get(), request));
    }

    private Result end(AdminRequest request) {
        authentication.logOut(request);
        return Result.nothing().with("Set-Cookie", cookie("", request) + "; Max-Age=0");
    }

    private JsonObject state(boolean authenticated) {
        return Json.object()
                .add("authenticated", authenticated)
                .add("token_required", authentication.isTokenRequired())
                // Nobody else needs to know what may be wrong with this one.
                .add("version", authenticated ? server.get().version() : null)
                .done();
    }

    private static Optional<String> string(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()
                ? Optional.of(element.getAsString())
                : Optional.empty();
    }

    private static String cookie(String id, AdminRequest request) {
        return Authentication.COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Strict"
                + (request.secure() ? "; Secure" : "");
    }
}
