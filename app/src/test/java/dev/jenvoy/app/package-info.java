/** Tests of the composition root. */
@NullMarked
package dev.jenvoy.app;

import org.jspecify.annotations.NullMarked;
