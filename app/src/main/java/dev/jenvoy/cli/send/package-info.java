/** The command {@code send}: samples, their signatures, and the answer. */
@NullMarked
package dev.jenvoy.cli.send;

import org.jspecify.annotations.NullMarked;
