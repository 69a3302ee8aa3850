/** The audit log in SQLite, beside the journal. */
@NullMarked
package dev.jenvoy.audit.sql;

import org.jspecify.annotations.NullMarked;
