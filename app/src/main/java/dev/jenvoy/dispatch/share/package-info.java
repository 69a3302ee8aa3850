/** How many workers of a kind its actions may use that have something in common, such as an account of a service. */
@NullMarked
package dev.jenvoy.dispatch.share;

import org.jspecify.annotations.NullMarked;
