package dev.jenvoy.web.health;

import com.google.gson.stream.JsonWriter;
import dev.jenvoy.web.response.Response;
import dev.jenvoy.web.response.Responses;
import dev.jenvoy.web.response.SingleResponse;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reports the health of the server. {@code /healthz} reports whether every part has given a sign of life, and which
 * part has not. {@code /readyz} reports whether the server accepts deliveries and, if not, why.
 */
public final class HealthHandler implements HttpHandler {

    private final HttpHandler answering;

    private HealthHandler(HttpHandler answering) {
        this.answering = answering;
    }

    public static HttpHandler ready(Supplier<Readiness> readiness) {
        return new HealthHandler(exchange -> {
            if (exchange.isInIoThread()) {
                // The check reads files, so it must not run on the I/O thread.
                exchange.dispatch((HttpHandler) worker -> answer(worker, answer(readiness.get())));
            } else {
                answer(exchange, answer(readiness.get()));
            }
        });
    }

    /**
     * Returns the handler of {@code /healthz}. It holds no thread while it waits for the signs of life; the
     * connection's own thread is asked like the others.
     */
    public static HttpHandler alive(Liveness liveness) {
        return new HealthHandler(exchange ->
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> new Listening(exchange, liveness.ask()).look()));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String method = exchange.getRequestMethod().toString();
        if (!method.equals(Methods.GET_STRING) && !method.equals(Methods.HEAD_STRING)) {
            answer(exchange, Responses.PLAIN.error(405, "expected GET").with(Headers.ALLOW_STRING, "GET, HEAD"));
            return;
        }
        answering.handleRequest(exchange);
    }

    /** A request that waits until all parts have answered, or one is stuck. */
    private static final class Listening {

        /**
         * The longest pause between two checks. Most parts answer at once; the pause grows so that a slow part does not
         * cause many checks.
         */
        private static final long LONGEST_PAUSE_MILLIS = 100;

        private final HttpServerExchange exchange;
        private final Liveness.Round round;
        private long pause = 1;

        Listening(HttpServerExchange exchange, Liveness.Round round) {
            this.exchange = exchange;
            this.round = round;
        }

        void look() {
            Readiness state = new Readiness(true, round.problems());
            if (!state.problems().isEmpty()) {
                give(new Readiness(false, state.problems()));
            } else if (round.isAnswered()) {
                give(state);
            } else {
                exchange.getIoThread().executeAfter(this::look, pause, TimeUnit.MILLISECONDS);
                pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            }
        }

        private void give(Readiness state) {
            new SingleResponse(exchange, UUID.randomUUID().toString()).giveAndClose(answer(state));
        }
    }

    private static Response answer(Readiness now) {
        return Response.of(now.ready() ? 200 : 503, Responses.object(json -> {
            json.name("status").value(now.ready() ? "ok" : "unavailable");
            write(json, "problems", now.problems());
            write(json, "servers", now.servers());
        }));
    }

    private static void write(JsonWriter json, String name, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.name(name).beginArray();
            for (String text : texts) {
                json.value(text);
            }
            json.endArray();
        }
    }

    private static void answer(HttpServerExchange exchange, Response answer) {
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> new SingleResponse(exchange, UUID.randomUUID().toString()).giveAndClose(answer));
    }
}
