/** Tests with the real server in another process: killed, stopped, loaded. They check from outside what it left. */
@NullMarked
package dev.jenvoy.crash;

import org.jspecify.annotations.NullMarked;
