/** The headers and payloads of requests: what of them is in a row, and what elsewhere. */
@NullMarked
package dev.jenvoy.journal.sql.payload;

import org.jspecify.annotations.NullMarked;
