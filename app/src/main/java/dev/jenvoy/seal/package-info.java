/** Encryption of stored secrets, and the place of its key. */
@NullMarked
package dev.jenvoy.seal;

import org.jspecify.annotations.NullMarked;
