/** Plans scripts and commands for a delivery and runs them: their environment, their payload file, their outcome. */
@NullMarked
package dev.jenvoy.hook.run;

import org.jspecify.annotations.NullMarked;
