package dev.jenvoy.web;

import io.undertow.server.HttpServerExchange;
import java.util.Locale;

/** Returns the path of a request. */
final class RequestPath {

    /** The addresses of endpoints that the configuration describes: a token may follow the name. */
    private static final String ENDPOINTS = "/hooks/";

    private RequestPath() {}

    /** Returns a path as it may be logged: without what follows the name of an endpoint, which may be a token. */
    static String shown(String path) {
        int endpoint = path.toLowerCase(Locale.ROOT).indexOf(ENDPOINTS);
        int behind = endpoint < 0 ? -1 : path.indexOf('/', endpoint + ENDPOINTS.length());
        return behind < 0 ? path : path.substring(0, behind) + "/...";
    }

    /** Returns the path with its parameters ({@code /;a}), which Undertow removes. */
    static String of(HttpServerExchange exchange) {
        return exchange.getPathParameters().isEmpty() ? exchange.getRequestPath() : exchange.getRequestURI();
    }
}
