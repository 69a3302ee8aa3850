/** Commands about chat over the whole server: the admin API, the command line, and the rooms that hear of it. */
@NullMarked
package dev.jenvoy.contract.chat.command;

import org.jspecify.annotations.NullMarked;
