/** Tests of the trackers, against stand-ins and a real Redmine. */
@NullMarked
package dev.jenvoy.contract.ticket.tracker;

import org.jspecify.annotations.NullMarked;
