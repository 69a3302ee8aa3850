/**
 * Rejected requests in groups: how many there were of each kind, and what helps. {@link dev.jenvoy.rejection.RejectedGroups}
 * is the contract; {@code rejection.sqlite} keeps them. Knows nothing of HTTP and of senders.
 */
@NullMarked
package dev.jenvoy.rejection;

import org.jspecify.annotations.NullMarked;
