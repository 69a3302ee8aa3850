/**
 * The answers to deliveries: waits for outcomes up to the time limit, and writes them in the form that the sender expects.
 */
@NullMarked
package dev.jenvoy.web.response;

import org.jspecify.annotations.NullMarked;
