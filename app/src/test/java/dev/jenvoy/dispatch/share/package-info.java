/** Tests of the shares of workers. */
@NullMarked
package dev.jenvoy.dispatch.share;

import org.jspecify.annotations.NullMarked;
