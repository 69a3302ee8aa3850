/**
 * Runs commands under limits and reports how they ended. Finds and ends processes that outlived a crash of the server.
 *
 * <p>Knows nothing about hooks, deliveries or webhooks, and uses no other package of Jenvoy. It is the only user of
 * commons-exec and JNA, and neither appears in its public types. {@link dev.jenvoy.process.Commands} is the entry
 * point.
 */
@NullMarked
package dev.jenvoy.process;

import org.jspecify.annotations.NullMarked;
