package dev.jenvoy.sender.travis;

import java.util.function.Supplier;

/**
 * Gives Travis CI what it alone needs of the server.
 *
 * @param settings the settings in force
 * @param keys the public keys that Travis CI signs with
 */
public record TravisParts(Supplier<TravisSettings> settings, TravisKeys keys) {}
