/** The command {@code send}: samples, their signatures, and the response. */
@NullMarked
package dev.jenvoy.cli.send;

import org.jspecify.annotations.NullMarked;
