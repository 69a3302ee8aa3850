/** Reads messages out of the payloads of each family of senders. Knows no room and no route. */
@NullMarked
package dev.jenvoy.chat.message.payload;

import org.jspecify.annotations.NullMarked;
