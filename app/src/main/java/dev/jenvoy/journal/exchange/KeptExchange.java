package dev.jenvoy.journal.exchange;

import java.time.Instant;

/**
 * The response to the request of an accepted delivery.
 *
 * @param peer the client's address, or why it is not known
 * @param answered when the response was sent
 * @param status its HTTP status
 * @param contentType its content type; empty for a response without a body
 * @param body its beginning, at most {@link #MAX_BODY_CHARS}: the rest repeats what the hooks printed
 * @param length the number of characters of the whole body
 */
public record KeptExchange(String peer, Instant answered, int status, String contentType, String body, int length) {

    /** Longer bodies are cut. */
    public static final int MAX_BODY_CHARS = 2_000;

    public KeptExchange {
        if (body.length() > MAX_BODY_CHARS) {
            int end = Character.isHighSurrogate(body.charAt(MAX_BODY_CHARS - 1)) ? MAX_BODY_CHARS - 1 : MAX_BODY_CHARS;
            body = body.substring(0, end);
        }
    }

    /** Returns whether the body goes on. */
    public boolean isCut() {
        return body.length() < length;
    }
}
