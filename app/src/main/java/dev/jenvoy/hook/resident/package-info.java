/**
 * Hooks that stay for several deliveries: their processes, and the lines that they read and answer. Nothing of it is loaded
 * until a hook is resident.
 */
@NullMarked
package dev.jenvoy.hook.resident;

import org.jspecify.annotations.NullMarked;
