/** Patterns of names, as people write them in configurations, words of routes and heads of hooks. Knows no delivery. */
@NullMarked
package dev.jenvoy.delivery.pattern;

import org.jspecify.annotations.NullMarked;
