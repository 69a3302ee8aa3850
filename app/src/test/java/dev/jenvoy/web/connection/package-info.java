@NullMarked
package dev.jenvoy.web.connection;

import org.jspecify.annotations.NullMarked;
