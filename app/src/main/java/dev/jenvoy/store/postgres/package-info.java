/**
 * A database of PostgreSQL that several servers share: connections and their settings, two writing threads, readers, the SQL
 * that both engines share in PostgreSQL's form, transactions whose end is unknown. Knows nothing about the meaning of the
 * tables. Loaded only where such a database is configured.
 */
@NullMarked
package dev.jenvoy.store.postgres;

import org.jspecify.annotations.NullMarked;
