/** What several queries of the journal have in common: states and filters as SQL. */
@NullMarked
package dev.jenvoy.journal.sql.condition;

import org.jspecify.annotations.NullMarked;
