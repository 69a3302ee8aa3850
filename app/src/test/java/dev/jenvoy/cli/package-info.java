/** Tests of the commands in process, by exit code and output. */
@NullMarked
package dev.jenvoy.cli;

import org.jspecify.annotations.NullMarked;
