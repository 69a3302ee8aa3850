/** GitHub, and the address ranges that it publishes. */
@NullMarked
package dev.jenvoy.sender.github;

import org.jspecify.annotations.NullMarked;
