package dev.jenvoy.web.admin;

import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.web.BodyReader;
import dev.jenvoy.web.RejectionLog;
import dev.jenvoy.web.RequestHeaders;
import dev.jenvoy.web.admin.access.Role;
import dev.jenvoy.web.admin.audit.RequestRecord;
import dev.jenvoy.web.admin.audit.RouteTable;
import dev.jenvoy.web.admin.auth.AdminAccessPolicy;
import dev.jenvoy.web.admin.auth.Authentication;
import dev.jenvoy.web.admin.auth.LoginThrottle;
import dev.jenvoy.web.admin.auth.SessionResource;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.AdminRequestOptions;
import dev.jenvoy.web.admin.http.AdminResponse;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.LoginTicket;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.ui.StaticFiles;
import dev.jenvoy.web.connection.ClientConnection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;

/**
 * Handles the requests of the admin listener: checks the client's address and origin, then the token, then the
 * role that the route needs, then reads the body and calls the resource. An error in a check rejects the request. Holds no thread while it waits.
 */
final class AdminHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");

    private final Supplier<AdminRequestOptions> settings;
    private final Authentication authentication;
    private final RequestRecord record;
    private final AdminRoutes routes;
    private final RejectionLog lines = new RejectionLog(LOG, System::nanoTime);

    AdminHandler(
            Supplier<AdminRequestOptions> settings,
            Authentication authentication,
            RequestRecord record,
            AdminRoutes routes) {
        this.settings = settings;
        this.authentication = authentication;
        this.record = record;
        this.routes = routes;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // Undertow ends the exchange when this method returns, unless a task was dispatched.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            AdminResponse sending = new AdminResponse(exchange);
            try {
                enter(exchange, sending);
            } catch (RuntimeException | Error e) {
                failed(sending, e);
            }
        });
    }

    private void enter(HttpServerExchange exchange, AdminResponse sending) {
        if (isOdd(exchange)) {
            sending.close(
                    ApiResult.error(400, "expected a plain path, and a Content-Length or Transfer-Encoding: chunked"));
            return;
        }
        AdminRequestOptions now = settings.get();
        InetAddress peer = exchange.getSourceAddress().getAddress();
        AdminRequest request = request(exchange, peer, now);
        Optional<ApiResult.Whole> refused = AdminAccessPolicy.refused(request, peer, now);
        if (refused.isPresent()) {
            if (lines.tells(request.origin().toString(), exchange.getIoThread())) {
                LOG.warn(
                        "admin request rejected status={} from={} reason=\"{}\"",
                        refused.get().status(),
                        request.origin(),
                        "not from this page or this machine");
            }
            sending.close(refused.get());
            return;
        }
        Authentication.Look look = authentication.look(request, peer);
        if (look instanceof Authentication.Look.NotAllowed notAllowed) {
            sending.close(ApiResult.error(403, notAllowed.why()));
            return;
        }
        if (look instanceof Authentication.Look.Shown shown) {
            admit(exchange, request.with(shown.pass()), sending);
            return;
        }
        LoginThrottle.Turn turn = ((Authentication.Look.Wrong) look).turn();
        if (turn.refused()) {
            sending.close(SessionResource.tooMany(turn));
        } else if (turn.pause().isZero()) {
            admit(exchange, request, sending);
        } else {
            XnioExecutor.Key unusedKey = exchange.getIoThread()
                    .executeAfter(
                            () -> admit(exchange, request, sending),
                            turn.pause().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void admit(HttpServerExchange exchange, AdminRequest request, AdminResponse sending) {
        try {
            if (!isOpen(request.path()) && !request.pass().admits()) {
                sending.close(tokenWanted());
                return;
            }
            if (!isOpen(request.path())) {
                ClientConnection.of(exchange).proves();
            }
            Routes.Found found = routes.get().find(request.method(), request.path());
            if (found instanceof Routes.Found.Match match) {
                Optional<String> repeated = match.route().repeated(request);
                if (repeated.isPresent()) {
                    sending.close(ApiResult.error(400, repeated.get() + ": expected one"));
                    return;
                }
                AdminRequest whole = request.with(match.variables());
                Role needed = RouteTable.role(match.route());
                if (!isOpen(request.path()) && !request.pass().may(needed)) {
                    record.refused(whole, match.route());
                    sending.close(roleWanted(request, needed));
                    return;
                }
                Optional<ApiResult.Whole> unsaid = AdminAccessPolicy.unsaidOrigin(request);
                if (unsaid.isPresent()) {
                    sending.close(unsaid.get());
                    return;
                }
                read(exchange, sending, match.route().maxBodyBytes(), body -> {
                    // The body may have arrived long after the head.
                    if (whole.pass().holds()) {
                        run(exchange, match.route(), whole.with(body), sending);
                    } else {
                        sending.close(tokenWanted());
                    }
                });
            } else if (found instanceof Routes.Found.OtherMethods others) {
                String allowed = String.join(", ", others.allowed());
                sending.close(ApiResult.error(405, "expected " + allowed).with("Allow", allowed));
            } else {
                sending.close(ApiResult.error(404, "not found"));
            }
        } catch (RuntimeException | Error e) {
            failed(sending, e);
        }
    }

    private static ApiResult.Whole tokenWanted() {
        return ApiResult.error(401, "expected an admin token").with("WWW-Authenticate", "Bearer realm=\"jenvoy\"");
    }

    private static ApiResult.Whole roleWanted(AdminRequest request, Role needed) {
        String own = request.pass().role().map(Role::word).orElse("none");
        return ApiResult.error(
                403,
                "this needs the role " + needed.word() + "; "
                        + request.pass().name().orElse("this client") + " has " + own);
    }

    private interface Read {
        void whole(byte[] body);
    }

    private void read(HttpServerExchange exchange, AdminResponse sending, int limit, Read read) {
        if (exchange.isRequestComplete()) {
            read.whole(new byte[0]);
            return;
        }
        if (!isJson(exchange)) {
            sending.close(ApiResult.error(415, "expected application/json"));
            return;
        }
        if (exchange.getRequestContentLength() > limit) {
            sending.close(tooLarge(limit));
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        BodyReader.Listener listener = new BodyReader.Listener() {
            @Override
            public void bytes(byte[] bytes, int offset, int length) {
                whole.write(bytes, offset, length);
            }

            @Override
            public void whole() {
                read.whole(whole.toByteArray());
            }

            @Override
            public void failed(BodyReader.Problem problem, IOException cause) {
                sending.close(
                        switch (problem) {
                            case TOO_LARGE -> tooLarge(limit);
                            case TOO_MUCH_FRAMING -> ApiResult.error(413, BodyReader.tooMuchFraming());
                            case TOO_SLOW -> ApiResult.error(408, "expected the whole request sooner");
                            case BROKEN_OFF -> ApiResult.error(400, "the body ended early or is malformed");
                            case NOT_KEPT, CROWDED_OUT -> ApiResult.error(503, "too many requests in progress");
                        });
            }
        };
        new BodyReader(exchange, limit, listener)
                .begin(settings.get().requestTimeout().toMillis());
    }

    private static ApiResult.Whole tooLarge(int limit) {
        return ApiResult.error(413, "expected at most " + limit + " bytes");
    }

    private void run(HttpServerExchange exchange, Route route, AdminRequest request, AdminResponse sending) {
        exchange.dispatch(() -> {
            try {
                ApiResult result = answer(route, request);
                record.answered(request, route, result);
                sending.give(result, request.pass());
            } catch (Exception | Error e) {
                failed(sending, e);
            }
        });
    }

    private ApiResult answer(Route route, AdminRequest request) throws Exception {
        try {
            return route.handler().handle(request);
        } catch (Exception | Error e) {
            record.failed(request, route);
            throw e;
        }
    }

    private static void failed(AdminResponse sending, Throwable fault) {
        LOG.error("admin request failed", fault);
        sending.close(ApiResult.error(500, "internal error; see the server's log"));
    }

    /** Returns whether a path needs no token: the page, which then asks for the token. */
    private static boolean isOpen(String path) {
        return path.equals(SessionResource.PATH) || StaticFiles.isPage(path);
    }

    private static AdminRequest request(HttpServerExchange exchange, InetAddress peer, AdminRequestOptions now) {
        RequestHeaders headers = new RequestHeaders(exchange);
        Map<String, List<String>> query = new HashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> query.put(name, new ArrayList<>(values)));
        boolean proxied = now.trustedProxies().stream().anyMatch(range -> range.contains(peer));
        return new AdminRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath(),
                Map.of(),
                query,
                headers,
                new byte[0],
                ClientAddress.of(peer, headers, now.trustedProxies()),
                proxied && "https".equalsIgnoreCase(headers.only("X-Forwarded-Proto")),
                LoginTicket.FOR_ALL);
    }

    private static boolean isJson(HttpServerExchange exchange) {
        HeaderValues types = exchange.getRequestHeaders().get(Headers.CONTENT_TYPE);
        return types != null
                && types.size() == 1
                && types.getFirst().split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /**
     * Returns whether a proxy could read the request in another way than Undertow. Also returns true for parameters in
     * a path ({@code /;a}), which Undertow removes.
     */
    private static boolean isOdd(HttpServerExchange exchange) {
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        boolean framing = encodings != null
                && (encodings.size() != 1 || !encodings.getFirst().equalsIgnoreCase("chunked"));
        return framing || !exchange.getPathParameters().isEmpty();
    }
}
