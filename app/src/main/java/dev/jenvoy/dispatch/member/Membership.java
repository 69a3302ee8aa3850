package dev.jenvoy.dispatch.member;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.ServerRole;
import java.util.Optional;
import java.util.Set;

/** What this server may do now, alone or as one of several. Never waits; safe for use by several threads. */
public final class Membership {

    /** Of the only server of a journal, which may do everything. */
    public static final Membership ALONE =
            new Membership(Optional.empty(), Set.of(ServerRole.INTAKE, ServerRole.WORKER));

    private final Optional<Cluster> cluster;
    private final Set<ServerRole> roles;

    private Membership(Optional<Cluster> cluster, Set<ServerRole> roles) {
        this.cluster = cluster;
        this.roles = Set.copyOf(roles);
    }

    /** Describes one of several servers. */
    public static Membership in(Cluster cluster, Set<ServerRole> roles) {
        return new Membership(Optional.of(cluster), roles);
    }

    /** Returns the servers that share the journal; empty if there can be only this one. */
    public Optional<Cluster> cluster() {
        return cluster;
    }

    /** Returns whether there can be no other server. */
    public boolean isAlone() {
        return cluster.isEmpty();
    }

    /** Returns whether this server runs actions. */
    public boolean works() {
        return roles.contains(ServerRole.WORKER);
    }

    /** Returns whether it may accept deliveries and start actions at this moment. */
    public boolean mayStart() {
        return cluster.isEmpty() || cluster.get().standing().mayStart();
    }

    /** Returns whether actions apart are this server's to run. */
    public boolean leads() {
        return cluster.isEmpty() || cluster.get().isLeader();
    }

    /** Returns whether another server could run deliveries now. */
    public boolean hasOtherWorkers() {
        return cluster.isPresent()
                && cluster.get().members().stream()
                        .anyMatch(member -> member.isLive()
                                && member.number() != cluster.get().number()
                                && member.roles().contains(ServerRole.WORKER));
    }

    /** Returns what people call this server; empty if there can be only one. */
    public Optional<ServerLabel> self() {
        return cluster.map(servers -> label(servers.number()));
    }

    /** Returns what people call the server with this number. */
    public ServerLabel label(int number) {
        return new ServerLabel(
                number,
                cluster.stream()
                        .flatMap(servers -> servers.members().stream())
                        .filter(member -> member.number() == number)
                        .map(Member::name)
                        .findFirst());
    }

    /** Returns how many deliveries wait at the other servers, as they said last. */
    public long waitingElsewhere() {
        return cluster.isEmpty()
                ? 0
                : cluster.get().members().stream()
                        .filter(member -> member.number() != cluster.get().number())
                        .map(Member::load)
                        .mapToLong(Load::waiting)
                        .sum();
    }
}
