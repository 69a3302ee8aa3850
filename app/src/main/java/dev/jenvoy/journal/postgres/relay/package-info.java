/** Logs of running actions on their way to servers where somebody looks at them. */
@NullMarked
package dev.jenvoy.journal.postgres.relay;

import org.jspecify.annotations.NullMarked;
