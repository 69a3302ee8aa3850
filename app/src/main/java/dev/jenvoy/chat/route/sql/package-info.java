/** Routes, tokens and conversations in the tables {@code chat_*} of the journal's database. */
@NullMarked
package dev.jenvoy.chat.route.sql;

import org.jspecify.annotations.NullMarked;
