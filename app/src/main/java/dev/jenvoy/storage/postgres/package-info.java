/** The storage in a PostgreSQL database that several servers share, which is loaded only if one is configured. */
@NullMarked
package dev.jenvoy.storage.postgres;

import org.jspecify.annotations.NullMarked;
