package dev.jenvoy.crash.cluster;

import dev.jenvoy.machine.Freezer;
import dev.jenvoy.machine.NamespaceNetwork;
import dev.jenvoy.machine.SocketPlace;
import dev.jenvoy.postgres.BadNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server runs on: a machine of a network of its own where this machine gives namespaces, else this one. Its way to the
 * databases is that network, or one proxy for each database, or both.
 */
final class ClusterMachine implements AutoCloseable {

    private final Optional<NamespaceNetwork.Machine> own;
    private final List<BadNetwork> proxies;
    private final List<InetSocketAddress> databases;
    private final Optional<Freezer> freezer = Freezer.create();
    private final BadNetwork entrance;

    /**
     * @param databases what the server connects to
     * @param proxied whether it does that through a proxy; where it has no network of its own it always does
     */
    ClusterMachine(Optional<NamespaceNetwork.Machine> own, List<InetSocketAddress> databases, boolean proxied) {
        this.own = own;
        SocketPlace place = own.isPresent() ? own.get() : SocketPlace.HERE;
        this.proxies = proxied || own.isEmpty()
                ? databases.stream()
                        .map(database -> BadNetwork.between(place, place, database))
                        .toList()
                : List.of();
        this.databases = proxies.isEmpty()
                ? List.copyOf(databases)
                : proxies.stream()
                        .map(proxy -> new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))
                        .toList();
        // Port 1: nothing listens there until a server does somewhere.
        this.entrance =
                BadNetwork.between(SocketPlace.HERE, place, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    /** Returns where a server on it connects to. */
    List<InetSocketAddress> databases() {
        return databases;
    }

    /** Returns what to write before a command so that it becomes that command on this machine. */
    List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        freezer.map(Freezer::prefix).ifPresent(prefix::addAll);
        own.map(NamespaceNetwork.Machine::prefix).ifPresent(prefix::addAll);
        return prefix;
    }

    /** Returns the port of this JVM's loopback that leads to a port of the machine's. */
    int reach(int port) {
        entrance.redirect(port);
        return entrance.port();
    }

    boolean hasOwnNetwork() {
        return own.isPresent();
    }

    boolean hasProxies() {
        return !proxies.isEmpty();
    }

    boolean canFreeze() {
        return freezer.isPresent();
    }

    /** Stops the server, its hooks and their guard where they are, as a host does with a virtual machine. */
    void freeze() {
        freezer.orElseThrow().freeze();
    }

    void thaw() {
        freezer.orElseThrow().thaw();
    }

    /** Lets nothing through between it and the databases, without a sign of it. */
    void silence() {
        if (own.isPresent()) {
            own.get().unplug();
        } else {
            proxies.forEach(BadNetwork::silence);
        }
    }

    void speak() {
        if (own.isPresent()) {
            own.get().plug();
        } else {
            proxies.forEach(BadNetwork::speak);
        }
    }

    /** The network of its own. */
    NamespaceNetwork.Machine network() {
        return own.orElseThrow();
    }

    /** The ways that can be slow and break. */
    List<BadNetwork> proxies() {
        return proxies;
    }

    @Override
    public void close() {
        freezer.ifPresent(Freezer::close);
        entrance.close();
        proxies.forEach(BadNetwork::close);
    }
}
