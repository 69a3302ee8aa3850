/** Gitea and Forgejo: statuses and comments. */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.gitea;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
