/** The ledger in the table {@code ticket_move} of the journal's database. */
@NullMarked
package dev.jenvoy.ticket.ledger.sql;

import org.jspecify.annotations.NullMarked;
