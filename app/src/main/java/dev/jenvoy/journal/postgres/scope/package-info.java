/** The queues of deliveries as the database has them: their locks, what is last in them, and who may take what. */
@NullMarked
package dev.jenvoy.journal.postgres.scope;

import org.jspecify.annotations.NullMarked;
