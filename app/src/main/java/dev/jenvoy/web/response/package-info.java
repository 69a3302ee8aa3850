/**
 * The responses to deliveries: waits for outcomes up to the time limit, and writes them in the format that the sender
 * expects.
 */
@NullMarked
package dev.jenvoy.web.response;

import org.jspecify.annotations.NullMarked;
