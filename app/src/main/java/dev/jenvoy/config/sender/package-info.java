/** The configuration of senders and their secrets. */
@NullMarked
package dev.jenvoy.config.sender;

import org.jspecify.annotations.NullMarked;
