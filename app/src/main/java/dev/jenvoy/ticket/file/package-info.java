/** Files that state machines are read from: where they may lie, and what is wrong with them. */
@NullMarked
package dev.jenvoy.ticket.file;

import org.jspecify.annotations.NullMarked;
