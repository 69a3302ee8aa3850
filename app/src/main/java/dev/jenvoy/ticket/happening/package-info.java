/** Reads what happened in a repository out of the payloads of each family of senders. */
@NullMarked
package dev.jenvoy.ticket.happening;

import org.jspecify.annotations.NullMarked;
