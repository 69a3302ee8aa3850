/**
 * How a request to a configured endpoint proves itself. Every comparison with a secret takes the same time wherever the values
 * differ; an error inside a check is a denial. Knows no endpoint, and nothing of bodies but their bytes.
 */
@CheckReturnValue
@NullMarked
package dev.jenvoy.endpoint.proof;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
