/** Microsoft Teams: workflow webhooks that post Adaptive Cards. */
@NullMarked
package dev.jenvoy.chat.kind.teams;

import org.jspecify.annotations.NullMarked;
