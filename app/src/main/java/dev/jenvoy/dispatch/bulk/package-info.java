/**
 * Many deliveries that are run again on request: a few at a time, and only while nothing that arrives waits for a worker.
 * Knows the dispatcher and the journal; never how the deliveries were chosen.
 */
@NullMarked
package dev.jenvoy.dispatch.bulk;

import org.jspecify.annotations.NullMarked;
