/** Mattermost: incoming webhooks, bots, and slash commands. */
@NullMarked
package dev.jenvoy.chat.kind.mattermost;

import org.jspecify.annotations.NullMarked;
