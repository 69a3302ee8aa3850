/**
 * The log of an action: what it printed on both streams, in the order in which it was read, with times. Of a long log the
 * beginning and the end are kept. Uses no other package of ours.
 */
@NullMarked
package dev.jenvoy.delivery.output;

import org.jspecify.annotations.NullMarked;
