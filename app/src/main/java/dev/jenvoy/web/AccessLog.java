package dev.jenvoy.web;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.web.response.SingleResponse;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each request of a listener, after the response. Never logs a query, a header or a body, because all
 * of them may contain tokens. Costs nothing if the logger is off.
 */
public final class AccessLog implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.access");

    private static final String LINE =
            "request answered listener={} from={} method={} path=\"{}\" status={} bytes={} ms={}";
    private static final String LINE_OF_DELIVERY = LINE + " delivery={}";

    private final String listener;
    private final Origins origins;
    private final Supplier<List<Cidr>> trustedProxies;
    private final ShownPath shown;
    private final HttpHandler next;

    /** Gives a path as it may be logged. */
    @FunctionalInterface
    interface ShownPath {
        String of(String path, int status);
    }

    /**
     * @param listener the listener's name, one word
     * @param trustedProxies the proxies whose {@code X-Forwarded-For} is trusted
     */
    public AccessLog(String listener, Supplier<List<Cidr>> trustedProxies, HttpHandler next) {
        this(listener, Origins.TCP, trustedProxies, (path, status) -> path, next);
    }

    /**
     * @param listener the listener's name, one word
     * @param origins says where a request came from
     * @param trustedProxies the proxies whose {@code X-Forwarded-For} is trusted
     * @param shown gives a path as it may be logged
     */
    AccessLog(
            String listener, Origins origins, Supplier<List<Cidr>> trustedProxies, ShownPath shown, HttpHandler next) {
        this.listener = listener;
        this.origins = origins;
        this.trustedProxies = trustedProxies;
        this.shown = shown;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (LOG.isInfoEnabled()) {
            long began = System.nanoTime();
            exchange.addExchangeCompleteListener((done, then) -> answered(done, then, began));
        }
        next.handleRequest(exchange);
    }

    private void answered(HttpServerExchange exchange, ExchangeCompletionListener.NextListener then, long began) {
        try {
            String delivery = exchange.getResponseHeaders().getFirst(SingleResponse.DELIVERY);
            LOG.info(
                    delivery == null ? LINE : LINE_OF_DELIVERY,
                    listener,
                    origin(exchange),
                    exchange.getRequestMethod(),
                    shown.of(path(exchange), exchange.getStatusCode()),
                    exchange.getStatusCode(),
                    exchange.getResponseBytesSent(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                    delivery);
        } finally {
            then.proceed();
        }
    }

    private ClientAddress origin(HttpServerExchange exchange) {
        return origins.of(exchange, new RequestHeaders(exchange), trustedProxies.get());
    }

    /** Returns the path without a host, a query, parameters or a fragment. */
    private static String path(HttpServerExchange exchange) {
        String sent = exchange.getRequestPath();
        int end = 0;
        while (end < sent.length() && "?;#".indexOf(sent.charAt(end)) < 0) {
            end++;
        }
        return sent.substring(0, end);
    }
}
