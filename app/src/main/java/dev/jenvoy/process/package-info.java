/**
 * Runs a command under limits and says how it ended; finds and ends what outlived a crash of the server.
 *
 * <p>It knows nothing of hooks, deliveries or webhooks and uses no other package of ours. It is the only user of
 * commons-exec and of JNA, and nothing of either shows in its public types. {@link dev.jenvoy.process.Commands} is the
 * way in.
 */
@NullMarked
package dev.jenvoy.process;

import org.jspecify.annotations.NullMarked;
