package dev.jenvoy.sender.trigger;

import java.util.function.Supplier;

/**
 * Gives triggers what they alone need of the server.
 *
 * @param options the options in force
 */
public record TriggerParts(Supplier<TriggerOptions> options) {}
