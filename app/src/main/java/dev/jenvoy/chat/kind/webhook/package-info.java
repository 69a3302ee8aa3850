/** Messages as signed JSON, for programs (Standard Webhooks). */
@NullMarked
package dev.jenvoy.chat.kind.webhook;

import org.jspecify.annotations.NullMarked;
