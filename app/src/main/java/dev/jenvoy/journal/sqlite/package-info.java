/**
 * The journal in SQLite: its tables, the changes of states, reading back, and what expires. Only the
 * composition root and {@code storage.sqlite} know that it is SQLite.
 */
@NullMarked
package dev.jenvoy.journal.sqlite;

import org.jspecify.annotations.NullMarked;
