package dev.jenvoy.forge.service;

import java.time.Instant;

/**
 * A delivery that a forge sent, or tried to send.
 *
 * @param number what the forge calls this one attempt
 * @param id the id that the receiver sees, the same for each attempt
 * @param sent when it was sent
 * @param taken whether it was answered well
 * @param event the name of its event; may be empty
 */
public record SentDelivery(String number, String id, Instant sent, boolean taken, String event) {}
