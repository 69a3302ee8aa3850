/**
 * The public HTTP listener, with the deliveries and the health endpoints. Reads requests up to their limits, asks the
 * senders and the dispatcher, and writes the responses. Contains no rule about permissions.
 */
@NullMarked
package dev.jenvoy.web;

import org.jspecify.annotations.NullMarked;
