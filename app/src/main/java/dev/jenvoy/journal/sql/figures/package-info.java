/** The figures of a journal in SQLite. */
@NullMarked
package dev.jenvoy.journal.sql.figures;

import org.jspecify.annotations.NullMarked;
