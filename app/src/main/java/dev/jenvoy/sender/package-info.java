/**
 * Senders: one class each that recognises a request, checks its address and signature over the raw bytes, and reads a
 * delivery out of it. An error inside a check is a denial. Knows deliveries and addresses; never hooks, the web server
 * or the configuration file.
 */
@NullMarked
package dev.jenvoy.sender;

import org.jspecify.annotations.NullMarked;
