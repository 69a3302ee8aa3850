/** The audit log in SQLite, beside the journal. */
@NullMarked
package dev.jenvoy.audit.sqlite;

import org.jspecify.annotations.NullMarked;
