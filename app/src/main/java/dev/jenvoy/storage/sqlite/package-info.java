/** The storage in SQLite: one file with the journal, the used proofs and the endpoints. Contains no SQL of its own. */
@NullMarked
package dev.jenvoy.storage.sqlite;

import org.jspecify.annotations.NullMarked;
