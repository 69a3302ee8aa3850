/** Which happenings of which repositories are said in which rooms, and the tokens that open the doors for them. */
@NullMarked
package dev.jenvoy.chat.route;

import org.jspecify.annotations.NullMarked;
