package dev.jenvoy.ticket.ledger;

/**
 * What makes a move one and the same, however many deliveries tell of it.
 *
 * @param tracker the name of the tracker in the configuration
 * @param ticket the key that the tracker gives the ticket, such as {@code SOC-12}; as the text has it until the tracker was asked
 * @param occasion what happened in the world, such as {@code github acme/site release 123}
 */
public record MoveKey(String tracker, String ticket, String occasion) {}
