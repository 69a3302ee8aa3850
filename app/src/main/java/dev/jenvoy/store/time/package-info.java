/** Times as the files keep them. */
@NullMarked
package dev.jenvoy.store.time;

import org.jspecify.annotations.NullMarked;
