package dev.jenvoy.web.admin.http;

import dev.jenvoy.cluster.ServerRole;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Facts about the server.
 *
 * @param version its version
 * @param started when it was started
 * @param publicUrl the address for deliveries, as far as the server knows; a proxy may have another
 * @param secretSet whether a secret is enforced
 * @param chat whether chat is configured
 * @param tickets whether tickets are configured
 * @param forges whether forges are configured
 * @param roles what it does for the servers that share the journal; all for a server alone
 * @param servers how many servers share the journal, itself included
 * @param disk the room on the disk of the data folder; empty if the system does not say
 */
public record ServerFacts(
        String version,
        Instant started,
        String publicUrl,
        boolean secretSet,
        boolean chat,
        boolean tickets,
        boolean forges,
        Set<ServerRole> roles,
        int servers,
        Optional<Disk> disk) {

    public ServerFacts {
        roles = Set.copyOf(roles);
    }

    /**
     * The room on a disk, in bytes.
     *
     * @param free what the server's user may still write
     */
    public record Disk(long free, long total) {}
}
