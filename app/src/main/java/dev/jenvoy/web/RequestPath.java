package dev.jenvoy.web;

import io.undertow.server.HttpServerExchange;

/** Returns the path of a request. */
final class RequestPath {

    private RequestPath() {}

    /** Returns the path with its parameters ({@code /;a}), which Undertow removes. */
    static String of(HttpServerExchange exchange) {
        return exchange.getPathParameters().isEmpty() ? exchange.getRequestPath() : exchange.getRequestURI();
    }
}
