/**
 * What the trackers that are spoken to over HTTP have in common: their addresses, the number of requests at once, pauses that
 * they ask for, refused credentials, and what an answer means to all of them. Knows no tracker.
 */
@NullMarked
package dev.jenvoy.ticket.tracker.http;

import org.jspecify.annotations.NullMarked;
