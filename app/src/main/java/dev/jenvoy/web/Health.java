package dev.jenvoy.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.function.Supplier;

/** Says how the server is: {@code /healthz} that it lives, {@code /readyz} whether it takes work and, if not, why. */
final class Health implements HttpHandler {

    private final Supplier<Readiness> readiness;

    Health(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    static HttpHandler alive() {
        return new Health(() -> new Readiness(true, java.util.List.of()));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        HttpString method = exchange.getRequestMethod();
        if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            send(exchange, Answers.error(405, "expected GET"));
            return;
        }
        if (exchange.isInIoThread()) {
            // It looks at files.
            exchange.dispatch(this);
            return;
        }
        Readiness now = readiness.get();
        send(exchange, Answer.of(now.ready() ? 200 : 503, Answers.object(json -> {
            json.name("status").value(now.ready() ? "ok" : "unavailable");
            if (!now.problems().isEmpty()) {
                json.name("problems").beginArray();
                for (String problem : now.problems()) {
                    json.value(problem);
                }
                json.endArray();
            }
        })));
    }

    private static void send(HttpServerExchange exchange, Answer answer) {
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(answer.json());
    }
}
