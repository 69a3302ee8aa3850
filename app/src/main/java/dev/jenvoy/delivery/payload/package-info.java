/**
 * Payloads, in memory or in files of the spool, and the limits for what all requests under way may hold. Knows no sender and
 * no action.
 */
@NullMarked
package dev.jenvoy.delivery.payload;

import org.jspecify.annotations.NullMarked;
