/** Triggers in git-triggler's protocol. */
@NullMarked
package dev.jenvoy.sender.trigger;

import org.jspecify.annotations.NullMarked;
