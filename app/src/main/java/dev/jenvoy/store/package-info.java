/**
 * The contract of a database: changes that are written in batches, queries of one consistent state, statements in the SQL
 * that all engines understand, a folder that one server owns. Knows nothing about the meaning of the tables, and uses no
 * other package of Jenvoy. Each engine is a package below.
 */
@NullMarked
package dev.jenvoy.store;

import org.jspecify.annotations.NullMarked;
