package dev.jenvoy.web;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Selects the headers of a request that the journal stores. Never stores a secret or a signature. */
final class StoredHeaders {

    private static final List<String> ALWAYS = List.of("Content-Type", "User-Agent");

    private StoredHeaders() {}

    /** @param telling the headers that the sender names */
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
