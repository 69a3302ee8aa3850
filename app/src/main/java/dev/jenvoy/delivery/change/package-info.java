/** What the payload of a delivery says of the commits and labels that it is about. Knows no sender. */
@NullMarked
package dev.jenvoy.delivery.change;

import org.jspecify.annotations.NullMarked;
