/** The section {@code forges} of the configuration: where reports are written, and with which credentials. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.options;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
