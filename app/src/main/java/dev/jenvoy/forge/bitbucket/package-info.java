/** Bitbucket, in the cloud and as a server: statuses and comments. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.bitbucket;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
