/** The command {@code status}: the state of the running server on one screen. */
@NullMarked
package dev.jenvoy.cli.status;

import org.jspecify.annotations.NullMarked;
