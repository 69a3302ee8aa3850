package dev.jenvoy.dispatch.bulk;

import dev.jenvoy.delivery.DeliveryKey;

/**
 * A delivery that is to be run again.
 *
 * @param entry the journal's number of it
 * @param key its key, by which a newer redelivery is found
 */
public record Chosen(long entry, DeliveryKey key) {}
