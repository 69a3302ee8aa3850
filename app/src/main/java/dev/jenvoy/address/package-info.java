/**
 * IP addresses and ranges as people write them, read without any name look-up. It knows nothing of requests,
 * senders or configuration, and uses nothing of ours.
 */
@NullMarked
package dev.jenvoy.address;

import org.jspecify.annotations.NullMarked;
