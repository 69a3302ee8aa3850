package dev.jenvoy.web;

import dev.jenvoy.sender.request.HeaderFields;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The header fields of a request. */
public final class RequestHeaders implements HeaderFields {

    /**
     * Caches Undertow's names of header fields, which are costly to create. The server looks up a few fixed names and
     * the configured ones.
     */
    private static final Map<String, HttpString> NAMES = new ConcurrentHashMap<>();

    private static final int MOST_NAMES = 1000;

    private final HeaderMap fields;

    public RequestHeaders(HttpServerExchange exchange) {
        this.fields = exchange.getRequestHeaders();
    }

    @Override
    public List<String> all(String name) {
        HeaderValues values = fields.get(name(name));
        return values == null ? List.of() : values;
    }

    @Override
    public boolean has(String name) {
        return fields.contains(name(name));
    }

    @Override
    public List<String> names() {
        return fields.getHeaderNames().stream().map(HttpString::toString).toList();
    }

    private static HttpString name(String name) {
        HttpString known = NAMES.get(name);
        if (known == null) {
            known = new HttpString(name);
            if (NAMES.size() < MOST_NAMES) {
                NAMES.put(name, known);
            }
        }
        return known;
    }
}
