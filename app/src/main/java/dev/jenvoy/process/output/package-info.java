/** The output of a command: read from both pipes, kept up to a limit, and passed on while it arrives. */
@NullMarked
package dev.jenvoy.process.output;

import org.jspecify.annotations.NullMarked;
