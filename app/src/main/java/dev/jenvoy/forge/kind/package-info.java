/** Opens the forges that are configured, each by its kind. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.kind;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
