@NullMarked
package dev.jenvoy.log;

import org.jspecify.annotations.NullMarked;
