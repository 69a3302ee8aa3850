/** IRC, on a socket of our own: rooms are channels. Specifications: RFC 2812, modern.ircdocs.horse, ircv3.net. */
@NullMarked
package dev.jenvoy.chat.kind.irc;

import org.jspecify.annotations.NullMarked;
