/**
 * SQLite files under one folder that one server owns: opening with every check that tells a good file from a damaged,
 * foreign or vanished one, schema versions, one writing thread with group commit, read-only connections. Knows nothing
 * of what the tables mean, and uses nothing else of Jenvoy.
 */
@NullMarked
package dev.jenvoy.store;

import org.jspecify.annotations.NullMarked;
