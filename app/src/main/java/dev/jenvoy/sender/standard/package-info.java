/** Senders that follow the Standard Webhooks specification. */
@NullMarked
package dev.jenvoy.sender.standard;

import org.jspecify.annotations.NullMarked;
