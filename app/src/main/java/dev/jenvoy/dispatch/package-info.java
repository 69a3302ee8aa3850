/**
 * From a verified delivery to the end of everything it causes: asks the planners, makes it durable, gives each action
 * its turn, retries, recovers after a crash, stops. Knows deliveries and the journal; never what an action does, nor the
 * web.
 */
@NullMarked
package dev.jenvoy.dispatch;

import org.jspecify.annotations.NullMarked;
