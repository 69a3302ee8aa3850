/** Commands that show the current configuration and create secrets. */
@NullMarked
package dev.jenvoy.cli.config;

import org.jspecify.annotations.NullMarked;
