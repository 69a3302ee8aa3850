/** Large payloads of a journal in PostgreSQL, in pieces of a megabyte. */
@NullMarked
package dev.jenvoy.journal.postgres.piece;

import org.jspecify.annotations.NullMarked;
