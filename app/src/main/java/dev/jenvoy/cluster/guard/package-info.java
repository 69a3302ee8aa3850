/** Sees to it that the runs of a server that dies or freezes end before another server runs them. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.cluster.guard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
