package dev.jenvoy.web.admin.http;

import dev.jenvoy.web.connection.LingeringClose;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** One request's answer: the first is sent, later ones are not. Holds no thread. Safe for use by several threads. */
public final class AdminResponse {

    /** How long a client may take to read an answer, or the next piece of one. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of the page and of every other answer: a payload that a browser is made to show runs nothing either. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Map<String, String> COMMON = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final HttpServerExchange exchange;
    private final AtomicBoolean given = new AtomicBoolean();

    public AdminResponse(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Answers.
     *
     * @param pass how the request was let in: what goes on for longer ends when that no longer holds
     */
    public void give(ApiResult result, LoginTicket pass) {
        if (result instanceof ApiResult.Late late) {
            XnioExecutor.Key unusedKey = exchange.getIoThread()
                    .executeAfter(() -> give(late.whole(), pass), late.pause().toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        if (!given.compareAndSet(false, true)) {
            return;
        }
        if (result instanceof ApiResult.Whole whole) {
            send(whole, IoCallback.END_EXCHANGE);
        } else if (result instanceof ApiResult.Sent sent) {
            head(200, "application/json", sent.headers());
            new PayloadStream(exchange, sent.payload(), pass, PATIENCE).begin();
        } else if (result instanceof ApiResult.Events events) {
            head(200, "text/event-stream; charset=utf-8", events.headers());
            // A proxy that collects answers would keep events back.
            exchange.getResponseHeaders().put(new HttpString("X-Accel-Buffering"), "no");
            EventStream.open(exchange, pass, events.beginning());
        }
    }

    /** Answers a request of which nothing more is wanted, and closes the connection if something may still come. */
    public void close(ApiResult.Whole result) {
        if (!given.compareAndSet(false, true)) {
            return;
        }
        if (exchange.isRequestComplete()) {
            send(result, IoCallback.END_EXCHANGE);
            return;
        }
        exchange.setPersistent(false);
        send(result, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange done, Sender sender) {
                LingeringClose.of(done);
            }

            @Override
            public void onException(HttpServerExchange done, Sender sender, IOException failure) {
                IoUtils.safeClose(done.getConnection());
            }
        });
    }

    private void send(ApiResult.Whole whole, IoCallback then) {
        head(whole.status(), whole.type(), whole.headers());
        if (whole.body().length > 0) {
            exchange.setResponseContentLength(whole.body().length);
        }
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        exchange.getResponseSender().send(ByteBuffer.wrap(whole.body()), new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange done, Sender sender) {
                timer.remove();
                then.onComplete(done, sender);
            }

            @Override
            public void onException(HttpServerExchange done, Sender sender, IOException failure) {
                timer.remove();
                then.onException(done, sender, failure);
            }
        });
    }

    private void head(int status, String type, Map<String, String> more) {
        exchange.setStatusCode(status);
        HeaderMap headers = exchange.getResponseHeaders();
        COMMON.forEach((name, value) -> headers.put(new HttpString(name), value));
        if (!type.isEmpty()) {
            headers.put(Headers.CONTENT_TYPE, type);
        }
        more.forEach((name, value) -> headers.put(new HttpString(name), value));
    }
}
