/** All of forges behind one door. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
