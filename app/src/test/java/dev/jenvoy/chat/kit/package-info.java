/** What the tests of chat share. */
@NullMarked
package dev.jenvoy.chat.kit;

import org.jspecify.annotations.NullMarked;
