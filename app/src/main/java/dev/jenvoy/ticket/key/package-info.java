/** Finds the keys of tickets in texts. Knows no delivery and no tracker. */
@NullMarked
package dev.jenvoy.ticket.key;

import org.jspecify.annotations.NullMarked;
