/** What happenings did to tickets: one record for each tracker, ticket and occasion, so that each moves a ticket once. */
@NullMarked
package dev.jenvoy.ticket.ledger;

import org.jspecify.annotations.NullMarked;
