/** Trackers that no package brings, written as servers that keep tickets. */
@NullMarked
package dev.jenvoy.contract.ticket.standin;

import org.jspecify.annotations.NullMarked;
