/**
 * Runs accepted deliveries: which action may start, in which order, on how many workers, and what happens when it ends.
 * Knows the journal; decides nothing about what is accepted.
 */
@NullMarked
package dev.jenvoy.dispatch.schedule;

import org.jspecify.annotations.NullMarked;
