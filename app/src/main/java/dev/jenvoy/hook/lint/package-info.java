/**
 * Checks the files of a hooks folder: the deliveries that each matches, its problems, and why a delivery runs it or
 * not. Runs nothing.
 */
@NullMarked
package dev.jenvoy.hook.lint;

import org.jspecify.annotations.NullMarked;
