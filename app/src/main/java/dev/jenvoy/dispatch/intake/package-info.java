/**
 * From a submitted delivery to an accepted one: what joins a delivery under way, what is answered from the record, and the
 * copies that a backup keeps. Hands accepted deliveries to the scheduler.
 */
@NullMarked
package dev.jenvoy.dispatch.intake;

import org.jspecify.annotations.NullMarked;
