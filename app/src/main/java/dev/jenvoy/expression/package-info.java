/**
 * Expressions in the Common Expression Language (CEL): checks a text, evaluates it over variables, and limits what one
 * evaluation may cost. The only user of dev.cel. Knows no delivery and no hook. Its classes are loaded when the first
 * expression is read.
 */
@NullMarked
@CheckReturnValue
package dev.jenvoy.expression;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
