/**
 * The commands about routes: one parser and one executor for what people write in rooms, for slash commands, and for the
 * admin API behind the command line. Replies are lines of plain text that show no secret.
 */
@NullMarked
package dev.jenvoy.chat.command;

import org.jspecify.annotations.NullMarked;
