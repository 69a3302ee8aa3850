/** The tables of a PostgreSQL database and how a newer program changes them while older ones use them. */
@NullMarked
package dev.jenvoy.store.postgres.schema;

import org.jspecify.annotations.NullMarked;
