/**
 * The connections of a listener: opened, counted, limited, and closed when their client neither sends nor reads. Knows
 * HTTP as far as Undertow does, and nothing of deliveries.
 */
@NullMarked
package dev.jenvoy.web.connection;

import org.jspecify.annotations.NullMarked;
