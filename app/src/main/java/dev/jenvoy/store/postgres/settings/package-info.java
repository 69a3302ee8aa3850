/** Holds the settings of a PostgreSQL database against what the store promises. Reads only, and knows nothing of journals. */
@NullMarked
package dev.jenvoy.store.postgres.settings;

import org.jspecify.annotations.NullMarked;
