/** Discord: webhooks, and interactions for commands. */
@NullMarked
package dev.jenvoy.chat.kind.discord;

import org.jspecify.annotations.NullMarked;
