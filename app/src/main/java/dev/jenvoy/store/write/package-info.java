/** One writing thread with group commit, for any engine: gathers waiting changes into transactions. */
@NullMarked
package dev.jenvoy.store.write;

import org.jspecify.annotations.NullMarked;
