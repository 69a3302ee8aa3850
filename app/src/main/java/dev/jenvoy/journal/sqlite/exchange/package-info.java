/** Keeps the responses to deliveries in the journal's database. */
@NullMarked
package dev.jenvoy.journal.sqlite.exchange;

import org.jspecify.annotations.NullMarked;
