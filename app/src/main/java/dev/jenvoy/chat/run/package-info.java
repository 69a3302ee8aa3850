/** The action kind {@code chat}: plans a message for each room with a matching route, and sends it. */
@NullMarked
package dev.jenvoy.chat.run;

import org.jspecify.annotations.NullMarked;
