/** Reads single values out of a JSON payload of any size in bounded memory. */
@NullMarked
package dev.jenvoy.sender.json;

import org.jspecify.annotations.NullMarked;
