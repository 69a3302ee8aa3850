/**
 * What all chat services have in common: accounts, rooms, connections, and the ends of an attempt to send. Each service
 * is a {@code RoomKind} in a package of its own below {@code chat.kind}.
 */
@NullMarked
package dev.jenvoy.chat.room;

import org.jspecify.annotations.NullMarked;
