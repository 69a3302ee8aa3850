/** Commands that show the configuration in force and make secrets. */
@NullMarked
package dev.jenvoy.cli.config;

import org.jspecify.annotations.NullMarked;
