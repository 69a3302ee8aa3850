package dev.jenvoy.cli.imports;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a request no expression sees, because it proves the request or because it is always hidden.
 *
 * @param headers names of headers, in lower case
 * @param query names in the query
 */
record HiddenValues(Set<String> headers, Set<String> query) {

    /** What is hidden from expressions of every endpoint. */
    private static final Set<String> ALWAYS = Set.of("authorization", "proxy-authorization", "cookie");

    HiddenValues {
        headers = Set.copyOf(headers);
        query = Set.copyOf(query);
    }

    /** Returns what is hidden if these are the ways to prove a request. */
    static HiddenValues of(List<ProofWay> ways) {
        Set<String> headers = new TreeSet<>(ALWAYS);
        Set<String> query = new TreeSet<>();
        for (ProofWay way : ways) {
            name(way, "hmac", "header").ifPresent(name -> headers.add(name.toLowerCase(Locale.ROOT)));
            name(way, "header", "name").ifPresent(name -> headers.add(name.toLowerCase(Locale.ROOT)));
            name(way, "query_token", "name").ifPresent(query::add);
        }
        return new HiddenValues(headers, query);
    }

    private static Optional<String> name(ProofWay way, String part, String key) {
        return way.parts().has(part)
                ? Optional.of(((JsonObject) way.parts().get(part)).get(key).getAsString())
                : Optional.empty();
    }

    /**
     * Returns what a hook does not get of a value that it asks for, in words; empty if it gets the value.
     *
     * @param place what has the value in the hook, such as {@code argument 1}
     */
    Optional<String> note(String place, RequestReference reference) {
        return switch (reference.source()) {
            case "header" -> only(place, reference, headers, reference.name().toLowerCase(Locale.ROOT));
            case "url", "query" -> only(place, reference, query, reference.name());
            case "entire-headers" ->
                Optional.of(place + " is without the headers " + String.join(", ", new TreeSet<>(headers))
                        + ": hooks do not get them");
            case "entire-query" ->
                query.isEmpty()
                        ? Optional.empty()
                        : Optional.of(place + " is without " + String.join(", ", new TreeSet<>(query))
                                + ", the secret that proves the request: hooks do not get it");
            default -> Optional.empty();
        };
    }

    private static Optional<String> only(String place, RequestReference reference, Set<String> hidden, String name) {
        if (!hidden.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(place + " is empty: \"" + reference.name() + "\" "
                + (ALWAYS.contains(name) ? "may hold a secret" : "is what proves the request")
                + "; hooks do not get it");
    }

    /** Returns a hidden value that a condition reads, so that it would never be true; empty if it reads no hidden value. */
    Optional<String> readBy(String condition) {
        return headers.stream()
                .filter(name -> condition.contains("headers[" + CelText.quoted(name) + "]"))
                .findFirst()
                .or(() -> query.stream()
                        .filter(name -> condition.contains("query[" + CelText.quoted(name) + "]"))
                        .findFirst());
    }
}
