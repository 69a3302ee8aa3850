/** GitHub, in the cloud and as a server: statuses, comments, sent deliveries, and the tokens of Apps. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.github;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
