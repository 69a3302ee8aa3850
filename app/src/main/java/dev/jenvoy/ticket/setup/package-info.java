/** The configured trackers together with the state machines of their projects, as the files say. */
@NullMarked
package dev.jenvoy.ticket.setup;

import org.jspecify.annotations.NullMarked;
