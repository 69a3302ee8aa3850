/** Which reports about its runs a hook may want. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.hook.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
