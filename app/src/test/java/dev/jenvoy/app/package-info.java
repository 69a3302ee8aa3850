/** The composition root: what it shows. */
@NullMarked
package dev.jenvoy.app;

import org.jspecify.annotations.NullMarked;
