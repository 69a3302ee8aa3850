package dev.jenvoy.journal;

import java.time.Instant;

/**
 * How many deliveries of one state were received within one step of time.
 *
 * @param from when the step begins
 */
public record DeliveryCount(Instant from, DeliveryState state, int deliveries) {}
