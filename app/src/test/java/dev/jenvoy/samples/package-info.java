/** Tests of the sample hooks of {@code hooks/}, run like the server runs them. They use no class of the server. */
@NullMarked
package dev.jenvoy.samples;

import org.jspecify.annotations.NullMarked;
