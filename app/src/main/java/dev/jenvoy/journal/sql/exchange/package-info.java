/** Keeps the responses to deliveries in the journal's database. */
@NullMarked
package dev.jenvoy.journal.sql.exchange;

import org.jspecify.annotations.NullMarked;
