package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.ServerRole;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a server takes part in a cluster.
 *
 * @param name for people
 * @param machine its host name
 * @param schema the version of the tables for which its program is made
 * @param version of its program, for people
 * @param lease for how long it holds its deliveries without a beat that reached the database
 * @param killGrace the longest time that any of its hooks gets to end
 */
public record ClusterOptions(
        String name,
        String machine,
        Set<ServerRole> roles,
        int schema,
        String version,
        Duration lease,
        Supplier<Duration> killGrace) {

    private static final Duration LONGEST_BEAT = Duration.ofSeconds(2);

    /** A short lease, as tests want it, has quicker beats. Of the default lease of 30 s this is 2 s. */
    private static final int BEATS_OF_A_LEASE = 15;

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** What is between the end of the last hook of a server that is cut off and the time when others run it, at least. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Of the default lease of 30 s this is 10 s. */
    private static final int RESTRICTED_PART = 3;

    public ClusterOptions {
        roles = Set.copyOf(roles);
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("a lease shorter than a second");
        }
    }

    /** Returns the time between two beats. */
    Duration beat() {
        Duration part = lease.dividedBy(BEATS_OF_A_LEASE);
        return part.compareTo(LONGEST_BEAT) < 0 ? part : LONGEST_BEAT;
    }

    /** Returns after which time without a beat a server accepts and starts nothing. */
    Duration restrictedAfter() {
        return lease.dividedBy(RESTRICTED_PART);
    }

    /** Returns for how long others must see no beat before they take this server over. */
    Duration patience() {
        return lease.plus(killGrace.get()).plus(MARGIN);
    }
}
