package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status the status code
 * @param time from the first byte sent to the last received
 * @param headers those worth showing
 * @param text the body, replacement characters where it is not UTF-8
 */
record SendReply(int status, Duration time, Map<String, String> headers, String text) {

    SendReply {
        // In the order given; Map.copyOf has none.
        headers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(headers));
    }

    /** Whether GitHub would show the delivery green. */
    boolean isGood() {
        return status >= 200 && status <= 299;
    }

    /** The body as JSON; empty where it is none. */
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
