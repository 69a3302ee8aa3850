/** The section {@code forges}. */
@NullMarked
package dev.jenvoy.forge.options;

import org.jspecify.annotations.NullMarked;
