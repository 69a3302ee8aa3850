/**
 * What was accepted, what became of it, and what a later start has to finish: the contracts {@link
 * dev.jenvoy.journal.Journal} (writing, recovery, news) and {@link dev.jenvoy.journal.History} (looking back,
 * retention), and their side in SQLite. Knows nothing of hooks, of processes or of HTTP, and decides nothing: when an
 * action starts, is tried again or is given up is the caller's business.
 */
@NullMarked
package dev.jenvoy.journal;

import org.jspecify.annotations.NullMarked;
