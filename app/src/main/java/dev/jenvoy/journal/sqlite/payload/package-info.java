/** The headers and payloads of requests: what of them is in a row, and what in a file. */
@NullMarked
package dev.jenvoy.journal.sqlite.payload;

import org.jspecify.annotations.NullMarked;
