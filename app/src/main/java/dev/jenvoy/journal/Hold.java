package dev.jenvoy.journal;

/**
 * A server's right to change a delivery that it accepted or claimed. It ends when another server takes the delivery over.
 *
 * @param entry the journal's number of the delivery
 * @param fence grows with each acceptance and each claim of the deliveries of one queue
 */
public record Hold(long entry, long fence) {}
