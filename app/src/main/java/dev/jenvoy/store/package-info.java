/**
 * SQLite files in a folder that one server owns: opening, with checks that detect damaged, foreign and vanished files;
 * schema versions; one writing thread with group commit; read-only connections. Knows nothing about the meaning of the
 * tables, and uses no other package of Jenvoy.
 */
@NullMarked
package dev.jenvoy.store;

import org.jspecify.annotations.NullMarked;
