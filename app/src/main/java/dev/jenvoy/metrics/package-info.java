/**
 * What is counted and measured while the server runs, for Prometheus. Listens to the journal and is told the rest by
 * whoever wires it; nothing here decides anything, and what goes wrong here stops nothing.
 */
@NullMarked
package dev.jenvoy.metrics;

import org.jspecify.annotations.NullMarked;
