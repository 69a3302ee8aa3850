@NullMarked
package dev.jenvoy.dispatch.several;

import org.jspecify.annotations.NullMarked;
