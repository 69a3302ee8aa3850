/** State machines of projects, and the files that define them. Knows no tracker and no delivery. */
@NullMarked
package dev.jenvoy.ticket.machine;

import org.jspecify.annotations.NullMarked;
