/**
 * Counts and measures the running server, for Prometheus. Listens to the journal; other parts report through {@link
 * dev.jenvoy.metrics.Metrics}. Decides nothing, and a failure here stops nothing else.
 */
@NullMarked
package dev.jenvoy.metrics;

import org.jspecify.annotations.NullMarked;
