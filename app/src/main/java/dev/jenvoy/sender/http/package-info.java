/** Fetches what senders publish. */
@NullMarked
package dev.jenvoy.sender.http;

import org.jspecify.annotations.NullMarked;
