/** What running actions print, for those who follow it while they run. Keeps nothing after their end. */
@NullMarked
package dev.jenvoy.dispatch.output;

import org.jspecify.annotations.NullMarked;
