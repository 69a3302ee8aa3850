/** What a sender registers: its identity, how it is opened, how its secrets look, and who signs its samples. */
@NullMarked
package dev.jenvoy.sender.type;

import org.jspecify.annotations.NullMarked;
