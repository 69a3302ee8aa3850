package dev.jenvoy.web;

import io.undertow.server.HttpServerExchange;

/** The path that a request names. */
final class RequestPath {

    private RequestPath() {}

    /** With its parameters ({@code /;a}), which the server cuts off. */
    static String of(HttpServerExchange exchange) {
        return exchange.getPathParameters().isEmpty() ? exchange.getRequestPath() : exchange.getRequestURI();
    }
}
