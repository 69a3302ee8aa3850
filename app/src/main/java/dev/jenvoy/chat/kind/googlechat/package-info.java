/** Google Chat: webhooks of spaces. */
@NullMarked
package dev.jenvoy.chat.kind.googlechat;

import org.jspecify.annotations.NullMarked;
