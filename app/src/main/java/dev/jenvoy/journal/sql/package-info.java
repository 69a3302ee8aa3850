/**
 * What the journal's queries and changes have in common in all engines: statements over tables that are the same in each. What an
 * engine does its own way is in a package of that engine.
 */
@NullMarked
package dev.jenvoy.journal.sql;

import org.jspecify.annotations.NullMarked;
