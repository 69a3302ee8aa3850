package dev.jenvoy.web.response;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response to a request.
 *
 * @param status the HTTP status
 * @param json the body: JSON, unless the headers name another type
 * @param headers header fields in addition to the common ones
 */
public record Response(int status, String json, Map<String, String> headers) {

    static final String CONTENT_TYPE = "Content-Type";

    public static Response of(int status, String json) {
        return new Response(status, json, Map.of());
    }

    /** Returns a response with a body of another type. */
    public static Response of(int status, String body, String contentType) {
        return new Response(status, body, Map.of(CONTENT_TYPE, contentType));
    }

    /** Returns the response without a body if it says that the request was not accepted, and says so in our own form. */
    Response bareIfRejected() {
        return status < 400 || headers.containsKey(CONTENT_TYPE) ? this : new Response(status, "", headers);
    }

    /** Returns the content type of the body; empty without a body. */
    public String contentType() {
        return json.isEmpty() ? "" : headers.getOrDefault(CONTENT_TYPE, "application/json; charset=utf-8");
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
