/** Tests of the readers of payloads. */
@NullMarked
package dev.jenvoy.chat.message.payload;

import org.jspecify.annotations.NullMarked;
