/** Trackers that a script speaks to: an executable that looks at a ticket and moves it. */
@NullMarked
package dev.jenvoy.ticket.tracker.script;

import org.jspecify.annotations.NullMarked;
