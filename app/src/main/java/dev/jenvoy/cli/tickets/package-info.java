/** Commands about tickets: what the files say, what a payload would move, and the moves of the running server. */
@NullMarked
package dev.jenvoy.cli.tickets;

import org.jspecify.annotations.NullMarked;
