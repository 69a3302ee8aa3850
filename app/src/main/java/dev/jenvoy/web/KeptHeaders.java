package dev.jenvoy.web;

import dev.jenvoy.source.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is kept of a request's headers for looking back: no secret, no signature. */
final class KeptHeaders {

    private static final List<String> NAMES = List.of(
            "Content-Type",
            "User-Agent",
            "X-GitHub-Event",
            "X-GitHub-Delivery",
            "X-GitHub-Hook-ID",
            "X-GitHub-Hook-Installation-Target-ID",
            "X-GitHub-Hook-Installation-Target-Type",
            "X-GitHub-Enterprise-Host",
            "X-GitHub-Enterprise-Version");

    private KeptHeaders() {}

    static Map<String, String> of(Headers headers) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = headers.only(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }
}
