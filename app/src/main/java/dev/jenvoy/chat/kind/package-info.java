/** The list of all kinds of chat services. Each kind is in a package of its own below this one. */
@NullMarked
package dev.jenvoy.chat.kind;

import org.jspecify.annotations.NullMarked;
