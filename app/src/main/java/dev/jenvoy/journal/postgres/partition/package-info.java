/**
 * The large tables of a journal in PostgreSQL, which are divided into ranges of entries: made ahead, dropped whole when all of a
 * range is old. Uses connections of its own, so that no write waits for it longer than a moment.
 */
@NullMarked
package dev.jenvoy.journal.postgres.partition;

import org.jspecify.annotations.NullMarked;
