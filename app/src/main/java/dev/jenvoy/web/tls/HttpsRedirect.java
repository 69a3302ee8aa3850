package dev.jenvoy.web.tls;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redirects plain HTTP to HTTPS, with 308 (RFC 9110, section 15.4.9): a client that follows sends the same request
 * again. What it has sent was open on the way, so nothing of it is used.
 */
public final class HttpsRedirect implements HttpHandler {

    private static final int HTTPS = 443;
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    private final IntSupplier port;

    /** @param port returns the port of the encrypted listener */
    public HttpsRedirect(IntSupplier port) {
        this.port = port;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
        Matcher host = HOST.matcher(hosts == null || hosts.size() != 1 ? "" : hosts.getFirst());
        String path = exchange.getRequestURI();
        if (!host.matches() || !path.startsWith("/")) {
            exchange.setStatusCode(400);
            exchange.endExchange();
            return;
        }
        String query = exchange.getQueryString();
        String to = "https://" + host.group(1) + (port.getAsInt() == HTTPS ? "" : ":" + port.getAsInt()) + path
                + (query.isEmpty() ? "" : "?" + query);
        exchange.setStatusCode(308);
        exchange.getResponseHeaders().put(Headers.LOCATION, to);
        exchange.endExchange();
    }
}
