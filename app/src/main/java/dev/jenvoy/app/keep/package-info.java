/** Backs the storage up and restores it: beside the server, the only user of a storage's implementation. */
@NullMarked
package dev.jenvoy.app.keep;

import org.jspecify.annotations.NullMarked;
