/**
 * Keeps the journal in PostgreSQL, for several servers. What is kept of deliveries is in the same tables as in SQLite; which
 * server holds what is left of them is in tables of this package.
 */
@NullMarked
package dev.jenvoy.journal.postgres;

import org.jspecify.annotations.NullMarked;
