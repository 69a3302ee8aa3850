/** The action kind {@code tickets}: plans the moves that a delivery asks for, and carries them out. */
@NullMarked
package dev.jenvoy.ticket.run;

import org.jspecify.annotations.NullMarked;
