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

/**
 * Sends one response to one request: the first that is given. Ignores later ones. Holds no thread. Safe for use by
 * several threads.
 */
public final class AdminResponse {

    /** How long a client may take to read a response, or its next piece. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The policy of the page and of every other response, so that a payload shown by a browser runs no script. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
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
     * Sends the result.
     *
     * @param pass how the request was authenticated; a long response ends when that is no longer valid
     */
    public void give(ApiResult result, LoginTicket pass) {
        if (result instanceof ApiResult.Unchanged unchanged) {
            give(unchanged.whole(), pass);
            return;
        }
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
            exchange.setResponseContentLength(sent.payload().size());
            new ContentStream(exchange, sent.payload()::open, sent.payload().size(), pass, PATIENCE).begin();
        } else if (result instanceof ApiResult.Streamed streamed) {
            head(200, streamed.type(), streamed.headers());
            new ContentStream(exchange, streamed.opening(), Long.MAX_VALUE, pass, PATIENCE).begin();
        } else if (result instanceof ApiResult.Events events) {
            head(200, "text/event-stream; charset=utf-8", events.headers());
            // A buffering proxy would hold events back.
            exchange.getResponseHeaders().put(new HttpString("X-Accel-Buffering"), "no");
            EventStream.open(exchange, pass, events.beginning());
        }
    }

    /** Sends the result, and closes the connection if the client may still send something. */
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
