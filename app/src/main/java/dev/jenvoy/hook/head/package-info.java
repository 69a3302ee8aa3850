/**
 * The heads of hooks: comment lines in which a script says for which deliveries it runs, with which options and variables.
 * Reads them, and decides by them. A hook without a head costs nothing here.
 */
@NullMarked
package dev.jenvoy.hook.head;

import org.jspecify.annotations.NullMarked;
