/** The engines of the store, for tests that hold in each of them. */
@NullMarked
package dev.jenvoy.storage.engine;

import org.jspecify.annotations.NullMarked;
