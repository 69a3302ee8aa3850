/** Finds and ends processes that outlived the server that started them. */
@NullMarked
package dev.jenvoy.process.survivors;

import org.jspecify.annotations.NullMarked;
