/**
 * What the services that are spoken to over HTTP have in common: checked addresses, requests with limits, what an answer
 * means, and when the service asks to come back. Knows no service.
 */
@NullMarked
package dev.jenvoy.chat.room.http;

import org.jspecify.annotations.NullMarked;
