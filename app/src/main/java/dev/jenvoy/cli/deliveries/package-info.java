/** Commands about deliveries. */
@NullMarked
package dev.jenvoy.cli.deliveries;

import org.jspecify.annotations.NullMarked;
