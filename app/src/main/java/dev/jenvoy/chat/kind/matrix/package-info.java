/** Matrix: a user or an application service of any homeserver, with commands. */
@NullMarked
package dev.jenvoy.chat.kind.matrix;

import org.jspecify.annotations.NullMarked;
