/** Zulip: a bot in channels, with a topic for each conversation. */
@NullMarked
package dev.jenvoy.chat.kind.zulip;

import org.jspecify.annotations.NullMarked;
