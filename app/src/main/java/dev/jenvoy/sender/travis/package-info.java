/** Travis CI. */
@NullMarked
package dev.jenvoy.sender.travis;

import org.jspecify.annotations.NullMarked;
