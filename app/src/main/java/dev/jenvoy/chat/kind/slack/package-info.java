/** Slack: incoming webhooks, bots, and slash commands. */
@NullMarked
package dev.jenvoy.chat.kind.slack;

import org.jspecify.annotations.NullMarked;
