package dev.jenvoy.web.response;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response to a request.
 *
 * @param status the HTTP status
 * @param json the body
 * @param headers header fields in addition to the common ones
 */
public record Response(int status, String json, Map<String, String> headers) {

    public static Response of(int status, String json) {
        return new Response(status, json, Map.of());
    }

    /** Returns the response without a body: 204 where it says that the request was fine. */
    Response bare() {
        return new Response(status == 200 || status == 202 ? 204 : status, "", headers);
    }

    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, json, more);
    }
}
