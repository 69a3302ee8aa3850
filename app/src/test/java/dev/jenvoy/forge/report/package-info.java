/** What reports say. */
@NullMarked
package dev.jenvoy.forge.report;

import org.jspecify.annotations.NullMarked;
