/** Figures about many deliveries: counts over time, runs of hooks, what fails now, which names there are. */
@NullMarked
package dev.jenvoy.journal.figures;

import org.jspecify.annotations.NullMarked;
