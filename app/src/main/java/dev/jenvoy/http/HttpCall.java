package dev.jenvoy.http;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request. Its text form shows no header and no body.
 *
 * @param contentType the type of the body; empty if there is no body
 */
public record HttpCall(
        String method, WebAddress address, Map<String, String> headers, String contentType, String body) {

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Posts a JSON object. */
    public static HttpCall postJson(WebAddress address, JsonObject body) {
        return postJson(address, JsonBody.write(body));
    }

    /** Posts JSON that is already written. */
    public static HttpCall postJson(WebAddress address, String body) {
        return new HttpCall("POST", address, Map.of(), "application/json; charset=utf-8", body);
    }

    /** Puts a JSON object. */
    public static HttpCall putJson(WebAddress address, JsonObject body) {
        return new HttpCall("PUT", address, Map.of(), "application/json; charset=utf-8", JsonBody.write(body));
    }

    /** Posts a form. */
    public static HttpCall postForm(WebAddress address, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> WebAddress.encode(field.getKey()) + "=" + WebAddress.encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpCall("POST", address, Map.of(), "application/x-www-form-urlencoded", body);
    }

    /** Gets what is there. */
    public static HttpCall get(WebAddress address) {
        return new HttpCall("GET", address, Map.of(), "", "");
    }

    /** Returns the request with one more header. */
    public HttpCall header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, address, more, contentType, body);
    }

    /** Returns the request with the token of its sender. */
    public HttpCall bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
        return method + " " + address;
    }
}
