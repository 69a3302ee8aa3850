/** Commands about hooks and the configuration file, which need no running server, and the list of hooks. */
@NullMarked
package dev.jenvoy.cli.hooks;

import org.jspecify.annotations.NullMarked;
