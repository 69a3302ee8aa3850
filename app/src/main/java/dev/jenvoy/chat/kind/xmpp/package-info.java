/** XMPP by Smack: rooms are multi-user chats (XEP-0045). The only user of Smack. */
@NullMarked
package dev.jenvoy.chat.kind.xmpp;

import org.jspecify.annotations.NullMarked;
