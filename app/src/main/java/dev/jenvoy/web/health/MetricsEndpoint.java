package dev.jenvoy.web.health;

/** Serves the metrics at {@code GET /metrics} of the admin listener. Safe for use by several threads. */
public interface MetricsEndpoint {

    /** Returns the media type of {@link #text}. */
    String contentType();

    /** Returns the current values of all metrics. May block briefly. The caller owns the array. */
    byte[] text();
}
