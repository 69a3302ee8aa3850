/**
 * The part of the admin API about chat: rooms, routes, tokens and messages. Uses a class of {@code chat} only when a request
 * asks for something and chat is configured.
 */
@NullMarked
package dev.jenvoy.web.admin.chat;

import org.jspecify.annotations.NullMarked;
