/** What all commands use: their surroundings, exit codes, output and tables. */
@NullMarked
package dev.jenvoy.cli.base;

import org.jspecify.annotations.NullMarked;
