/** Replaces forges: each keeps what it was sent, and enforces the documented rules. */
@NullMarked
package dev.jenvoy.contract.forge.standin;

import org.jspecify.annotations.NullMarked;
