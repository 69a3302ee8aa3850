/** The real server as a process of its own: killed, stopped, loaded. What it left is judged from outside. */
@NullMarked
package dev.jenvoy.crash;

import org.jspecify.annotations.NullMarked;
