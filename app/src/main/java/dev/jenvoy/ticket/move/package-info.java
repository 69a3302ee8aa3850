/** One ticket's move: which step is chosen, what is recorded before and after, and what comes of it. */
@NullMarked
package dev.jenvoy.ticket.move;

import org.jspecify.annotations.NullMarked;
