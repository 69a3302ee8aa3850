/**
 * Hooks: from a delivery's facts to file names, from names to the scripts in the hooks folder, and how one is run. The
 * planner and the action of scripts. Knows deliveries and {@code process}; never the web, the journal or the
 * configuration file.
 */
@NullMarked
package dev.jenvoy.hook;

import org.jspecify.annotations.NullMarked;
