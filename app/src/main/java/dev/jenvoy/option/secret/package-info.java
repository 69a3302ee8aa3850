/** Secrets of the configuration, their references to variables and files, and what makes a secret doubtful. */
@NullMarked
package dev.jenvoy.option.secret;

import org.jspecify.annotations.NullMarked;
