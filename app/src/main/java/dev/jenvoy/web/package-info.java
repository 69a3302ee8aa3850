/**
 * HTTP: the public listener with its intake and health endpoints. Reads requests up to their limits, asks the senders and
 * the dispatcher, and answers. Holds no rule of who may do what.
 */
@NullMarked
package dev.jenvoy.web;

import org.jspecify.annotations.NullMarked;
