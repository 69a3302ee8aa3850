/**
 * The addresses {@code /repohook} and {@code /travis}: each repository proves itself with its own token, and a delivery makes
 * messages alone.
 */
@NullMarked
package dev.jenvoy.chat.door;

import org.jspecify.annotations.NullMarked;
