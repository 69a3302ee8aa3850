/** Finds and ends processes that outlived the server which started them. */
@NullMarked
package dev.jenvoy.process.survivors;

import org.jspecify.annotations.NullMarked;
