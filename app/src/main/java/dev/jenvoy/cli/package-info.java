/** The command line. */
@NullMarked
package dev.jenvoy.cli;

import org.jspecify.annotations.NullMarked;
