package dev.jenvoy.web.health;

/** What a program that collects metrics is given at {@code GET /metrics} of the admin listener. Safe for several threads. */
public interface MetricsEndpoint {

    /** The media type of what {@link #text} returns. */
    String contentType();

    /** All metrics as they stand. May block for a moment; the array is the caller's. */
    byte[] text();
}
