<<<<<<< HEAD
/** Tests of the command line: the real commands in this process, by exit code and output. */
=======
/** Tests of the commands, in process, by exit code and output. */
>>>>>>> 0496fdb22808dd1de3353963b52236e9df7d25d0
@NullMarked
package dev.jenvoy.cli;

import org.jspecify.annotations.NullMarked;
