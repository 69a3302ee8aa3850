/**
 * How a line of the log looks, text for people or JSON for programs, and the queue from which it is written. Knows the form of our messages (words, then
 * {@code key=value} pairs) and nothing else of Jenvoy.
 */
@NullMarked
package dev.jenvoy.log;

import org.jspecify.annotations.NullMarked;
