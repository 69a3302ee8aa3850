package dev.jenvoy.endpoint.configured;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the names and values of a query or a form ({@code application/x-www-form-urlencoded}, UTF-8). */
final class FormText {

    /** More names make a table that takes longer than the rest of the request. */
    private static final int MAX_FIELDS = 10_000;

    private FormText() {}

    /** Returns the values by name, in the order sent; empty if an escape is malformed, or there are too many. */
    static Optional<Map<String, List<String>>> read(String text) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        int count = 0;
        for (String field : text.split("&", MAX_FIELDS + 2)) {
            if (field.isEmpty()) {
                continue;
            }
            if (++count > MAX_FIELDS) {
                return Optional.empty();
            }
            int equals = field.indexOf('=');
            try {
                String name = decoded(equals < 0 ? field : field.substring(0, equals));
                String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
                all.computeIfAbsent(name, unknown -> new ArrayList<>()).add(value);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
