/** Senders that the configuration describes. */
@NullMarked
package dev.jenvoy.sender.custom;

import org.jspecify.annotations.NullMarked;
