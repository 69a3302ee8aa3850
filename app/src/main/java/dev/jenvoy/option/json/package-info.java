/** Strict reading of JSON with positions: every problem of a file is collected with its line and column. */
@NullMarked
package dev.jenvoy.option.json;

import org.jspecify.annotations.NullMarked;
