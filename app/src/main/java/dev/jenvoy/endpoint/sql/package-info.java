/** The registered endpoints as a table of the journal's database. */
@NullMarked
package dev.jenvoy.endpoint.sql;

import org.jspecify.annotations.NullMarked;
