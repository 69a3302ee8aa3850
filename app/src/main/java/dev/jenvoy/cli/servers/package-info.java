/** The command {@code servers}. */
@NullMarked
package dev.jenvoy.cli.servers;

import org.jspecify.annotations.NullMarked;
