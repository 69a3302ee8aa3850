package dev.jenvoy.config;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;

/**
 * A value that the command line gives, and that takes the place of the file's.
 *
 * @param option the option that gave it, for people
 * @param key the key at the top level
 * @param value a text or a whole number
 */
public record GivenValue(String option, String key, Object value) {

    /** Rejects other values. */
    public GivenValue {
        if (!(value instanceof String) && !(value instanceof Integer)) {
            throw new IllegalArgumentException("a text or a whole number");
        }
    }

    JsonNode.Member member() {
        JsonNode node = value instanceof String text
                ? new JsonNode.Text(Position.NOWHERE, text)
                : new JsonNode.Digits(Position.NOWHERE, String.valueOf(value));
        return new JsonNode.Member(Position.NOWHERE, key, node);
    }
}
