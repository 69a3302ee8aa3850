package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A server's response.
 *
 * @param status the status code
 * @param time from the first byte sent to the last received
 * @param headers the headers to show
 * @param text the body, with replacement characters if it is not UTF-8
 */
record SendReply(int status, Duration time, Map<String, String> headers, String text) {

    SendReply {
        // Keeps the order, which Map.copyOf does not.
        headers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(headers));
    }

    /** Returns whether GitHub would show the delivery as successful. */
    boolean isGood() {
        return status >= 200 && status <= 299;
    }

    /** Returns the body as JSON; empty if it is not JSON. */
    Optional<JsonElement> json() {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonParser.parseString(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
