/** Keeps groups of rejected requests in the journal's database. */
@NullMarked
package dev.jenvoy.rejection.sql;

import org.jspecify.annotations.NullMarked;
