package dev.jenvoy.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered to a request.
 *
 * @param status the HTTP status
 * @param json the body
 * @param headers header fields beside the common ones
 */
record Answer(int status, String json, Map<String, String> headers) {

    static Answer of(int status, String json) {
        return new Answer(status, json, Map.of());
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, json, more);
    }
}
