package dev.jenvoy.web;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is kept of a request's headers for looking back: no secret, no signature. */
final class StoredHeaders {

    private static final List<String> ALWAYS = List.of("Content-Type", "User-Agent");

    private StoredHeaders() {}

    /** @param telling those that the sender's class names */
    static Map<String, String> of(HeaderFields headers, List<String> telling) {
        Map<String, String> kept = new LinkedHashMap<>();
        Stream.concat(ALWAYS.stream(), telling.stream()).forEach(name -> {
            String value = headers.only(name);
            if (value != null) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
