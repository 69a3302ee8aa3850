/** What Jenvoy wrote to forges and asked of them, so that nothing is written twice or out of order. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.book;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
