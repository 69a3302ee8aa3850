/**
 * Endpoints that the configuration describes: {@code /hooks/NAME}, for any sender. Judges a request by the proof of its
 * endpoint, reads the facts by expressions, and hands on the body as it was sent. Loaded when a configuration has {@code
 * endpoints}.
 */
@CheckReturnValue
@NullMarked
package dev.jenvoy.endpoint.configured;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
