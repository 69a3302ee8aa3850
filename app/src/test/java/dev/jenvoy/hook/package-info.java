/** Tests of hook names: which file runs for which delivery, and what is reported about the others. */
@NullMarked
package dev.jenvoy.hook;

import org.jspecify.annotations.NullMarked;
