/** Gitea, Forgejo and Gogs. */
@NullMarked
package dev.jenvoy.sender.gitea;

import org.jspecify.annotations.NullMarked;
