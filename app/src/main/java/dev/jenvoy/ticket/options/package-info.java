/** The section {@code tickets} of the configuration. */
@NullMarked
package dev.jenvoy.ticket.options;

import org.jspecify.annotations.NullMarked;
