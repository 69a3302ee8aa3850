/** Keeps groups of rejected requests in the journal's database. */
@NullMarked
package dev.jenvoy.rejection.sqlite;

import org.jspecify.annotations.NullMarked;
