/**
 * What all trackers have in common: tickets, the steps that they can take, and the ends of a request. Each tracker is a
 * {@link dev.jenvoy.ticket.tracker.Tracker} in a package of its own below this one. Knows no state machine, no delivery and
 * no storage.
 */
@NullMarked
package dev.jenvoy.ticket.tracker;

import org.jspecify.annotations.NullMarked;
