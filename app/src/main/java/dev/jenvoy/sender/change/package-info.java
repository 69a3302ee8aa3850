/** Reads the commits, authors and labels of a payload, in the shapes of all known senders. */
@NullMarked
package dev.jenvoy.sender.change;

import org.jspecify.annotations.NullMarked;
