/**
 * Assembles the server: creates and connects all parts, and defines the order of start and stop. Knows every part and
 * makes no decisions of its own.
 */
@NullMarked
package dev.jenvoy.app;

import org.jspecify.annotations.NullMarked;
