/** The cluster in tables of PostgreSQL, beside those of the journal. Its connections are its own, so that a beat never waits for a query. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.cluster.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
