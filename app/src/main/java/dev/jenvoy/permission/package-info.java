/**
 * Who may change what lies at a path: the owner and the mode of a file, of the links that lead to it and of every folder
 * above. Reads the file system, changes nothing.
 */
@NullMarked
package dev.jenvoy.permission;

import org.jspecify.annotations.NullMarked;
