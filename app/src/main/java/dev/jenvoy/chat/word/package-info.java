/**
 * Event words: what a route says about the events that it wants. Knows messages and no room. The rules of the words are
 * described in {@code docs/reference/chat-events.md}.
 */
@NullMarked
package dev.jenvoy.chat.word;

import org.jspecify.annotations.NullMarked;
