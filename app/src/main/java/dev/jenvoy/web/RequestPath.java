package dev.jenvoy.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.Locale;
import java.util.regex.Pattern;

/** Returns the path of a request. */
final class RequestPath {

    /** The addresses of endpoints that the configuration describes: a token may follow the name. */
    private static final String ENDPOINTS = "/hooks/";

    private static final Pattern ENCODED_SLASH = Pattern.compile("%2[fF]");

    private RequestPath() {}

    /**
     * Returns a path as it may be logged: without what follows the name of an endpoint, which may be a token, and of an address
     * that does not exist only the first part. A sender or proxy that gets an address slightly wrong sends the token, too.
     */
    static String shown(String path, int status) {
        String slashes = ENCODED_SLASH.matcher(path).replaceAll("/");
        if (status == StatusCodes.NOT_FOUND) {
            int second = slashes.indexOf('/', 1);
            return second < 0 ? path : slashes.substring(0, second) + "/...";
        }
        int endpoint = slashes.toLowerCase(Locale.ROOT).indexOf(ENDPOINTS);
        int behind = endpoint < 0 ? -1 : slashes.indexOf('/', endpoint + ENDPOINTS.length());
        return behind < 0 ? path : slashes.substring(0, behind) + "/...";
    }

    /** Returns the path with its parameters ({@code /;a}), which Undertow removes. */
    static String of(HttpServerExchange exchange) {
        return exchange.getPathParameters().isEmpty() ? exchange.getRequestPath() : exchange.getRequestURI();
    }
}
