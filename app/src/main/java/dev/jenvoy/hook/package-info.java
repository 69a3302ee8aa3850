/**
 * Hooks: maps a delivery's facts to file names, and names to the scripts in the hooks folder. The kinds and the
 * action of scripts are in {@code hook.run}. Knows deliveries and {@code process}, but not the web, the journal or the
 * configuration file.
 */
@NullMarked
package dev.jenvoy.hook;

import org.jspecify.annotations.NullMarked;
