/** The section {@code chat} of the configuration. */
@NullMarked
package dev.jenvoy.chat.options;

import org.jspecify.annotations.NullMarked;
