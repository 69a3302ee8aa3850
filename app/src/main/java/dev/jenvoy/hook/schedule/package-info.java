/** At which times a hook runs: the five fields of cron, with a time zone. Knows nothing of hooks, and reads no clock. */
@CheckReturnValue
@NullMarked
package dev.jenvoy.hook.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
