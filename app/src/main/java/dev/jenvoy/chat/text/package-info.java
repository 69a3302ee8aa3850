/**
 * The text of a chat message before it gets the markup of a service: blocks and inlines, cleaned and cut. Knows no
 * service and no payload.
 */
@NullMarked
package dev.jenvoy.chat.text;

import org.jspecify.annotations.NullMarked;
