/**
 * The format of log lines, text for people or JSON for programs, and the queue that writes them. Knows only the form of
 * Jenvoy's messages: words, then {@code key=value} pairs.
 */
@NullMarked
package dev.jenvoy.log;

import org.jspecify.annotations.NullMarked;
