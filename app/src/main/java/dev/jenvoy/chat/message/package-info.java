/** What a delivery says in a room: the model of a message, and how it is read out of each sender's payloads. */
@NullMarked
package dev.jenvoy.chat.message;

import org.jspecify.annotations.NullMarked;
