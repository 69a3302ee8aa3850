/** Tests of the messages that are read out of deliveries. */
@NullMarked
package dev.jenvoy.chat.message;

import org.jspecify.annotations.NullMarked;
