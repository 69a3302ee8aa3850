/** Tests of the addresses. */
@NullMarked
package dev.jenvoy.chat.door;

import org.jspecify.annotations.NullMarked;
