/** Chat messages: what happens in repositories is said in rooms, once and in order. */
@NullMarked
package dev.jenvoy.chat;

import org.jspecify.annotations.NullMarked;
