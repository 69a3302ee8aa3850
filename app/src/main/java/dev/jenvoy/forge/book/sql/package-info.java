/** The book of forges in tables of the journal's database. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.book.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
