/** Tests of {@link dev.jenvoy.chat.run}. */
@NullMarked
package dev.jenvoy.chat.run;

import org.jspecify.annotations.NullMarked;
