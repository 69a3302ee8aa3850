package dev.jenvoy.ticket.key;

/**
 * A key that counts, where it first occurs.
 *
 * @param key the key
 * @param place the place of its text, see {@link KeySource#place}
 * @param line its line in that text, from 1
 * @param column its column in that line, from 1, counted in characters
 */
public record FoundKey(TicketKey key, String place, int line, int column) {}
