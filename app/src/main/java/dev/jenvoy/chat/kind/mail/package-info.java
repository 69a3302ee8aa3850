/** Mail by SMTP: a room is one or more recipients. The only user of Jakarta Mail. */
@NullMarked
package dev.jenvoy.chat.kind.mail;

import org.jspecify.annotations.NullMarked;
