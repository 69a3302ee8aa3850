package dev.jenvoy.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.util.UUID;
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
        String method = exchange.getRequestMethod().toString();
        if (!method.equals(Methods.GET_STRING) && !method.equals(Methods.HEAD_STRING)) {
            answer(exchange, Answers.PLAIN.error(405, "expected GET").with(Headers.ALLOW_STRING, "GET, HEAD"));
            return;
        }
        if (exchange.isInIoThread()) {
            // It looks at files.
            exchange.dispatch(this);
            return;
        }
        Readiness now = readiness.get();
        answer(exchange, Answer.of(now.ready() ? 200 : 503, Answers.object(json -> {
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

    private static void answer(HttpServerExchange exchange, Answer answer) {
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> new Reply(exchange, UUID.randomUUID().toString()).giveAndClose(answer));
    }
}
