package dev.jenvoy.web.admin.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.web.admin.access.Role;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.LoginTicket;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.http.ServerFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/session}: shows whether the client is logged in, logs in and out. */
public final class SessionResource {

    public static final String PATH = "/api/session";

    private static final LoginTicket LOCAL =
            new LoginTicket(LoginTicket.Way.LOCAL, Optional.empty(), Optional.of(Role.ADMIN), () -> true);

    private final Authentication authentication;
    private final Supplier<ServerFacts> server;
    private final Runnable ended;

    /** @param ended called after a logout, so that the session's streams end */
    public SessionResource(Authentication authentication, Supplier<ServerFacts> server, Runnable ended) {
        this.authentication = authentication;
        this.server = server;
        this.ended = ended;
    }

    /** Returns whether a request has the token in its body. */
    static boolean isLogin(AdminRequest request) {
        return request.path().equals(PATH) && request.method().equals("POST");
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", PATH, this::show),
                new Route("POST", PATH, this::begin),
                new Route("DELETE", PATH, this::end));
    }

    private ApiResult show(AdminRequest request) {
        return ApiResult.json(200, state(request.pass()));
    }

    private ApiResult begin(AdminRequest request) {
        if (!authentication.isTokenRequired()) {
            return ApiResult.json(200, state(LOCAL));
        }
        Optional<String> token = request.json().map(body -> body.get("token")).flatMap(SessionResource::string);
        if (token.isEmpty()) {
            return ApiResult.error(400, "expected {\"token\": \"...\"}");
        }
        Authentication.Login login = authentication.logIn(token.get(), request);
        if (login instanceof Authentication.Login.Begun begun) {
            return ApiResult.json(200, state(begun.pass())).with("Set-Cookie", cookie(begun.id(), request));
        }
        LoginThrottle.Turn turn = ((Authentication.Login.Refused) login).turn();
        return turn.refused()
                ? tooMany(turn)
                : new ApiResult.Late(turn.pause(), ApiResult.error(401, "this is no admin token"));
    }

    private ApiResult end(AdminRequest request) {
        authentication.logOut(request);
        ended.run();
        return ApiResult.nothing().with("Set-Cookie", cookie("", request) + "; Max-Age=0");
    }

    /** Returns the response to a client with too many wrong tokens. */
    public static ApiResult.Whole tooMany(LoginThrottle.Turn turn) {
        return ApiResult.error(429, "too many wrong tokens, try again later")
                .with("Retry-After", String.valueOf(turn.pause().toSeconds()));
    }

    private JsonObject state(LoginTicket pass) {
        return ApiJson.object()
                .add("authenticated", pass.admits())
                .add("token_required", authentication.isTokenRequired())
                .add("role", pass.role().map(Role::word).orElse(null))
                .add("name", pass.name().orElse(null))
                .add("way", pass.admits() ? way(pass.way()) : null)
                // Only logged-in clients see the version, because it tells an attacker which faults to try.
                .add("version", pass.admits() ? server.get().version() : null)
                .done();
    }

    private static String way(LoginTicket.Way way) {
        return switch (way) {
            case NONE, LOCAL -> "no_token";
            case TOKEN -> "token";
            case SESSION -> "session";
            case PROXY -> "proxy";
        };
    }

    private static Optional<String> string(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()
                ? Optional.of(element.getAsString())
                : Optional.empty();
    }

    private static String cookie(String id, AdminRequest request) {
        return Authentication.cookieName(request) + "=" + id + "; Path=/; HttpOnly; SameSite=Strict"
                + (request.secure() ? "; Secure" : "");
    }
}
