/** Native libraries that libraries of Java bring in their jars, kept as files. */
@NullMarked
package dev.jenvoy.library;

import org.jspecify.annotations.NullMarked;
