package dev.jenvoy.source;

/**
 * What is known of a request before its body.
 *
 * @param headers its header fields
 * @param origin where it came from
 * @param spareId a new id, for a delivery that has none of its own
 */
public record Head(Headers headers, Origin origin, String spareId) {}
