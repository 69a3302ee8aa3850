/** Verification: addresses, signatures, tokens, and the order of the checks. An error inside a check is a denial. */
@NullMarked
package dev.jenvoy.sender.verify;

import org.jspecify.annotations.NullMarked;
