/** Backup, restoration and export of what a server keeps. */
@NullMarked
package dev.jenvoy.cli.keep;

import org.jspecify.annotations.NullMarked;
