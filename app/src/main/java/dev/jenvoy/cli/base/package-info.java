/** The base of all commands: their surroundings, exit codes, output and tables. */
@NullMarked
package dev.jenvoy.cli.base;

import org.jspecify.annotations.NullMarked;
