/** GitLab. */
@NullMarked
package dev.jenvoy.sender.gitlab;

import org.jspecify.annotations.NullMarked;
