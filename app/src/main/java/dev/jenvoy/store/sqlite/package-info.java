/**
 * SQLite files in a folder that one server owns: opening, with checks that detect damaged, foreign and vanished files;
 * schema versions; read-only connections. Knows nothing about the meaning of the tables.
 */
@NullMarked
package dev.jenvoy.store.sqlite;

import org.jspecify.annotations.NullMarked;
