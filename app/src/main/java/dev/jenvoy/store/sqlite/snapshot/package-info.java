/** Copies of a database that is in use, and their check. */
@NullMarked
package dev.jenvoy.store.sqlite.snapshot;

import org.jspecify.annotations.NullMarked;
