/**
 * The connections of a listener: opens, counts and limits them, and closes those whose client neither sends nor reads.
 * Uses HTTP only through Undertow, and knows nothing about deliveries.
 */
@NullMarked
package dev.jenvoy.web.connection;

import org.jspecify.annotations.NullMarked;
