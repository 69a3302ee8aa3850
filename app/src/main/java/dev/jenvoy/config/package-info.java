/**
 * The configuration: its values with their defaults, the strict reading of the file with every problem at once, and
 * the live file. It touches only the configuration file and the files that it names for secrets; what the values
 * mean is the business of those who receive them.
 */
@NullMarked
package dev.jenvoy.config;

import org.jspecify.annotations.NullMarked;
