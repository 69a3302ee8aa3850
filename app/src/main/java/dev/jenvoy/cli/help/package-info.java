/** Completion, the manual page and the version. */
@NullMarked
package dev.jenvoy.cli.help;

import org.jspecify.annotations.NullMarked;
