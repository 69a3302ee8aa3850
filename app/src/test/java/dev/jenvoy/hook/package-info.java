/** Tests of hook names: which file runs for which delivery, and what is told of the rest. */
@NullMarked
package dev.jenvoy.hook;

import org.jspecify.annotations.NullMarked;
