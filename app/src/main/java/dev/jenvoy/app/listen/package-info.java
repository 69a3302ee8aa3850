/** Where clients of the public listener connect: opens what the configuration names, and loads only that. */
@NullMarked
package dev.jenvoy.app.listen;

import org.jspecify.annotations.NullMarked;
