@NullMarked
package dev.jenvoy.permission;

import org.jspecify.annotations.NullMarked;
