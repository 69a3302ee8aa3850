/**
 * The facade of everything that a server keeps, and the options of where and how long. The composition root opens an
 * implementation; all others get a contract from it. Knows nothing of hooks, of processes or of HTTP.
 */
@NullMarked
package dev.jenvoy.storage;

import org.jspecify.annotations.NullMarked;
