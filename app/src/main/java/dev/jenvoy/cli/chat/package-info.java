/** Commands about chat: rooms, routes, messages. All but {@code render} call the running server. */
@NullMarked
package dev.jenvoy.cli.chat;

import org.jspecify.annotations.NullMarked;
