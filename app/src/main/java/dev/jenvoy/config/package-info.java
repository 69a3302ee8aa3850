/**
 * The configuration: the list of all groups of keys, the reading of the file with every problem at once, the checks across
 * keys, and the live file. It reads only the configuration file and the files that it names for secrets. A feature
 * declares its own keys; no feature uses this package.
 */
@NullMarked
package dev.jenvoy.config;

import org.jspecify.annotations.NullMarked;
