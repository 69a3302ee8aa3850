/** The version of a database, for people: what it is, and how it is changed without a server. */
@NullMarked
package dev.jenvoy.storage.postgres.version;

import org.jspecify.annotations.NullMarked;
