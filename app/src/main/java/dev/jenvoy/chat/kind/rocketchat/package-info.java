/** Rocket.Chat: incoming webhooks. */
@NullMarked
package dev.jenvoy.chat.kind.rocketchat;

import org.jspecify.annotations.NullMarked;
