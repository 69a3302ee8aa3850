@NullMarked
package dev.jenvoy.metrics;

import org.jspecify.annotations.NullMarked;
