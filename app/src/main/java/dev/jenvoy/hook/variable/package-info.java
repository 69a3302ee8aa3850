/** The variables that the configuration gives to hooks, and how they are read and shown. Knows nothing of hooks. */
@NullMarked
package dev.jenvoy.hook.variable;

import org.jspecify.annotations.NullMarked;
