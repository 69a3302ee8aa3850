package dev.jenvoy.hook.head;

/**
 * A line of a head.
 *
 * @param number 1-based number of the line in the file
 * @param key what it sets
 * @param value what it sets it to
 */
public record HeadLine(int number, String key, String value) {}
