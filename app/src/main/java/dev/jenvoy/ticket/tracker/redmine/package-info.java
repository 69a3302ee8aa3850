/** Redmine, from version 5.0, over its REST interface. */
@NullMarked
package dev.jenvoy.ticket.tracker.redmine;

import org.jspecify.annotations.NullMarked;
