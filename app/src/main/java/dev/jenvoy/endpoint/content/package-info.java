/**
 * Bodies of other kinds than JSON, as values of expressions: XML and multipart forms. Loaded when an expression reads such a
 * body. Knows no endpoint.
 */
@CheckReturnValue
@NullMarked
package dev.jenvoy.endpoint.content;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
