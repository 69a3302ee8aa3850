/** Finds deliveries that forges could not deliver, and has them sent again. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.missed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
