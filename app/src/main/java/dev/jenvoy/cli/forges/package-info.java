/** The command that has missed deliveries sent again. */
@NullMarked
package dev.jenvoy.cli.forges;

import org.jspecify.annotations.NullMarked;
