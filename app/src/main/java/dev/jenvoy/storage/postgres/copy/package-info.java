/** Copies the journal of a stopped server from SQLite into PostgreSQL. */
@NullMarked
package dev.jenvoy.storage.postgres.copy;

import org.jspecify.annotations.NullMarked;
