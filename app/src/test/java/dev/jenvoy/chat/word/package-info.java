/** Tests of event words. */
@NullMarked
package dev.jenvoy.chat.word;

import org.jspecify.annotations.NullMarked;
