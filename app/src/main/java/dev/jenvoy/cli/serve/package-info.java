/** The command {@code serve}: the first start, the server, and its stop. */
@NullMarked
package dev.jenvoy.cli.serve;

import org.jspecify.annotations.NullMarked;
