package dev.jenvoy.web.connection;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where clients connect to a listener.
 *
 * @param address the address to listen on; port 0 takes a free one. Not used if an entrance has a port
 * @param encryption encrypts the connections of the port; empty to leave them plain
 * @param entrances further ways in
 */
public record Doors(InetSocketAddress address, Optional<Encryption> encryption, List<Entrance> entrances) {

    public Doors {
        entrances = List.copyOf(entrances);
    }

    /** Describes a plain port and nothing else. */
    public static Doors port(InetSocketAddress address) {
        return new Doors(address, Optional.empty(), List.of());
    }

    boolean hasOwnPort() {
        return entrances.stream().noneMatch(entrance -> entrance.port().isPresent());
    }
}
