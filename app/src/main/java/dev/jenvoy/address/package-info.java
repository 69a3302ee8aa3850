/**
 * IP addresses and ranges as people write them, parsed without any name look-up. Knows nothing about requests, senders
 * or configuration, and uses no other package of Jenvoy.
 */
@NullMarked
package dev.jenvoy.address;

import org.jspecify.annotations.NullMarked;
