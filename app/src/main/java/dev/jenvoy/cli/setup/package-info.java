/** The commands {@code init} and {@code service}: a configuration, and a service of systemd. */
@NullMarked
package dev.jenvoy.cli.setup;

import org.jspecify.annotations.NullMarked;
