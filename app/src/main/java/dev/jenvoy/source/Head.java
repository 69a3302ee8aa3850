package dev.jenvoy.source;

/**
 * What is known of a request before its body.
 *
 * @param headers its header fields
 * @param origin where it came from
 */
public record Head(Headers headers, Origin origin) {}
