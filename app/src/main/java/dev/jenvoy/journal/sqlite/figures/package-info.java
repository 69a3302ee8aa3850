/** The figures of a journal in SQLite. */
@NullMarked
package dev.jenvoy.journal.sqlite.figures;

import org.jspecify.annotations.NullMarked;
