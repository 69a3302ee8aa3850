/**
 * Checks who may change what a path leads to: the owner and the mode of a file, of the links that lead to it and of
 * every folder above. Reads the file system and changes nothing.
 */
@NullMarked
package dev.jenvoy.permission;

import org.jspecify.annotations.NullMarked;
