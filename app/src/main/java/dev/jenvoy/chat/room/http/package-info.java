/**
 * What the chat services that are spoken to over HTTP have in common: one request for each message, what an answer means, and
 * what of it may be shown, which counts for all services. Knows no service.
 */
@NullMarked
package dev.jenvoy.chat.room.http;

import org.jspecify.annotations.NullMarked;
