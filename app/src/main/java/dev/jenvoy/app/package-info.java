/**
 * The one place that puts the server together: its graph, and the order of start and stop. Everything is known here and
 * nothing is decided.
 */
@NullMarked
package dev.jenvoy.app;

import org.jspecify.annotations.NullMarked;
