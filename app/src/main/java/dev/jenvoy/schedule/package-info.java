/**
 * Hooks that run by time: which of them are due, and the deliveries that run them. Hands these to {@code dispatch} like any
 * sender. Nothing here is loaded while no hook has a schedule.
 */
@CheckReturnValue
@NullMarked
package dev.jenvoy.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
