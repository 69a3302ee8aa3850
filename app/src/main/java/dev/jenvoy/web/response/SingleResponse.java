package dev.jenvoy.web.response;

import dev.jenvoy.sender.request.ResponseStyle;
import dev.jenvoy.web.connection.LingeringClose;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.xnio.IoUtils;

/** Sends one response to one request: the first that is given. Ignores later ones. Safe for use by several threads. */
public final class SingleResponse {

    public static final HttpString DELIVERY = new HttpString("X-Jenvoy-Delivery");
    /** Has neither a body nor a length (RFC 9110, section 8.6). */
    private static final int NO_CONTENT = 204;

    private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");

    private final HttpServerExchange exchange;
    /** Is written before the response is given, by the thread that gives it or starts what does. */
    private volatile String delivery;

    private final UnaryOperator<Response> form;

    /** Is written before the response is given, like {@link #delivery}. */
    private volatile Consumer<Response> watch = response -> {};

    private final AtomicBoolean given = new AtomicBoolean();

    /** @param delivery the id that every response carries */
    public SingleResponse(HttpServerExchange exchange, String delivery) {
        this(exchange, delivery, UnaryOperator.identity());
    }

    private SingleResponse(HttpServerExchange exchange, String delivery, UnaryOperator<Response> form) {
        this.exchange = exchange;
        this.delivery = delivery;
        this.form = form;
    }

    /**
     * Returns the response in the outer form that a sender expects.
     *
     * @param delivery the id that every response carries
     */
    public static SingleResponse of(HttpServerExchange exchange, String delivery, ResponseStyle style) {
        return switch (style) {
            case BARE_REJECTIONS -> new SingleResponse(exchange, delivery, Response::bareIfRejected);
            case ROUTES -> new SingleResponse(exchange, delivery, Response::bare);
            case COMMANDS ->
                new SingleResponse(
                        exchange, delivery, response -> response.status() == 200 ? response : response.bare());
            default -> new SingleResponse(exchange, delivery);
        };
    }

    /** Sets the id that the response carries, where only the body says it. */
    public void identify(String id) {
        delivery = id;
    }

    /** Reports the response when it is sent, in the form that the sender gets, on the thread that sends it. */
    public void watch(Consumer<Response> listener) {
        watch = listener;
    }

    public String delivery() {
        return delivery;
    }

    /** Responds to a request whose body was read. Keeps the connection open. */
    public boolean give(Response answer) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        send(answer, IoCallback.END_EXCHANGE);
        return true;
    }

    /** Responds to a request whose body is no longer wanted, and closes the connection. */
    public boolean giveAndClose(Response answer) {
        if (!given.compareAndSet(false, true)) {
            return false;
        }
        if (exchange.isRequestComplete()) {
            send(answer, IoCallback.END_EXCHANGE);
            return true;
        }
        exchange.setPersistent(false);
        send(answer, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange done, Sender sender) {
                LingeringClose.of(done);
            }

            @Override
            public void onException(HttpServerExchange done, Sender sender, IOException exception) {
                IoUtils.safeClose(done.getConnection());
            }
        });
        return true;
    }

    private void send(Response response, IoCallback then) {
        Response answer = form.apply(response);
        watch.accept(answer);
        HeaderMap headers = exchange.getResponseHeaders();
        if (!answer.json().isEmpty()) {
            headers.put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        }
        headers.put(DELIVERY, delivery);
        headers.put(NO_SNIFF, "nosniff");
        headers.put(Headers.CACHE_CONTROL, "no-store");
        answer.headers().forEach((name, value) -> headers.put(new HttpString(name), value));
        exchange.setStatusCode(answer.status());
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        if (answer.status() != NO_CONTENT) {
            exchange.setResponseContentLength(body.length);
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(body), then);
    }
}
