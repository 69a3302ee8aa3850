package dev.jenvoy.app.feature;

import java.time.Duration;

/** Counts what is asked of forges. Names no class of them, so that a server without forges does not load one. Must not block. */
public interface ForgeCounts {

    /** Called after each try to write a report, with the word of its result. */
    void reported(String forge, String result);

    /**
     * Called after each request to a forge.
     *
     * @param status what came back: few different values
     */
    void askedForge(String forge, String status, Duration took);
}
