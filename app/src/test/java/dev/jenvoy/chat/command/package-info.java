/** Tests of the commands. */
@NullMarked
package dev.jenvoy.chat.command;

import org.jspecify.annotations.NullMarked;
