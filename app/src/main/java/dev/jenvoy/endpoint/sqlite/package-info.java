/** The registered endpoints as a table of the journal's database. */
@NullMarked
package dev.jenvoy.endpoint.sqlite;

import org.jspecify.annotations.NullMarked;
