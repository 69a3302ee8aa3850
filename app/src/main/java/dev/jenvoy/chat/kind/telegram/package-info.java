/** Telegram: a bot in chats, groups and channels. */
@NullMarked
package dev.jenvoy.chat.kind.telegram;

import org.jspecify.annotations.NullMarked;
