/** GitLab: statuses, comments and sent deliveries. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.gitlab;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
