/** {@code /healthz}, {@code /readyz} and the metrics: checks whether the parts work on which all deliveries depend. */
@NullMarked
package dev.jenvoy.web.health;

import org.jspecify.annotations.NullMarked;
