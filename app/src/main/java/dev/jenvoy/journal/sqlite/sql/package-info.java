/** What several queries of the journal have in common: states and filters as SQL. */
@NullMarked
package dev.jenvoy.journal.sqlite.sql;

import org.jspecify.annotations.NullMarked;
