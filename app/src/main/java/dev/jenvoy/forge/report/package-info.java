/** The action kind {@code reports}: writes to forges how hooks do, as statuses of commits and as comments on pull requests. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
