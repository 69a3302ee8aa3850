package dev.jenvoy.web;

import dev.jenvoy.source.Headers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.List;

/** A request's header fields. */
public final class RequestHeaders implements Headers {

    private final HttpServerExchange exchange;

    public RequestHeaders(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public List<String> all(String name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : values;
    }
}
