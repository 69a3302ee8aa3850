package dev.jenvoy.forge.service;

import java.time.Duration;

/** Learns of each request to a forge, for measuring. Must not block. */
@FunctionalInterface
public interface ForgeListener {

    /**
     * Called after each request.
     *
     * @param forge the name of the entry
     * @param status what came back: few different values
     */
    void asked(String forge, String status, Duration took);
}
