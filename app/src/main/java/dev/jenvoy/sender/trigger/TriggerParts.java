package dev.jenvoy.sender.trigger;

import java.util.function.Supplier;

/**
 * Gives triggers what they alone need of the server.
 *
 * @param settings the settings in force
 */
public record TriggerParts(Supplier<TriggerSettings> settings) {}
