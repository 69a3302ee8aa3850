/** Tests of the command line: the real commands in this process, by exit code and output. */
@NullMarked
package dev.jenvoy.cli;

import org.jspecify.annotations.NullMarked;
