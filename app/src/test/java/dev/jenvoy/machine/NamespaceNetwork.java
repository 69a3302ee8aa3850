package dev.jenvoy.machine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of machines that only this test sees: each is a {@link NetworkNamespace} with one interface, all at one bridge,
 * which has a namespace of its own. No interface and no address of the real machine has a part in it.
 */
public final class NamespaceNetwork implements AutoCloseable {

    private static final String BRIDGE = "bridge";

    private final NetworkNamespace hub = NetworkNamespace.create();
    private final List<Machine> machines = new ArrayList<>();

    private NamespaceNetwork() {
        hub.run("ip", "link", "add", BRIDGE, "type", "bridge");
        hub.run("ip", "link", "set", BRIDGE, "up");
    }

    /** Makes a network without machines; aborts the test where a program for it is missing. */
    public static NamespaceNetwork create() {
        for (String program : List.of("ip", "nft", "nsenter")) {
            Component.need(program);
        }
        return new NamespaceNetwork();
    }

    /** Adds a machine. Its name is that of its port at the bridge. */
    public Machine add(String name) {
        Machine machine = new Machine(name, machines.size() + 1);
        machines.add(machine);
        return machine;
    }

    /** A machine of this network. */
    public final class Machine implements SocketPlace {

        private final String name;
        private final String address;
        private final NetworkNamespace namespace = NetworkNamespace.create();

        private Machine(String name, int number) {
            this.name = name;
            this.address = "10.99.0." + number;
            String pid = Long.toString(namespace.pid());
            hub.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", pid);
            hub.run("ip", "link", "set", name, "master", BRIDGE, "up");
            namespace.run("ip", "address", "add", address + "/24", "dev", "eth0");
            namespace.run("ip", "link", "set", "eth0", "up");
        }

        /** Returns its address for the others. */
        public InetAddress address() {
            try {
                return InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }

        /** Returns what to write before a command so that it becomes that command on this machine. */
        public List<String> prefix() {
            return namespace.prefix();
        }

        @Override
        public void enter() {
            namespace.enter();
        }

        /** Cuts it off: nothing comes or goes any more, without a sign of it. */
        public void unplug() {
            hub.run("ip", "link", "set", name, "down");
        }

        public void plug() {
            hub.run("ip", "link", "set", name, "up");
        }

        /** Drops what comes to it from others. What it sends arrives. */
        public void deafen() {
            drop("input", "iifname");
        }

        /** Drops what it sends to others. What they send arrives. */
        public void mute() {
            drop("output", "oifname");
        }

        private void drop(String direction, String interfaceOf) {
            namespace.run("nft", "add", "table", "inet", "cut");
            namespace.run(
                    "nft",
                    "add chain inet cut " + direction + " { type filter hook " + direction
                            + " priority 0; policy accept; }");
            namespace.run("nft", "add rule inet cut " + direction + " " + interfaceOf + " eth0 drop");
        }

        /** Ends {@link #deafen} and {@link #mute}. */
        public void mend() {
            namespace.run("nft", "delete", "table", "inet", "cut");
        }
    }

    /** Takes the bridge away; programs that still run on machines of it are alone then. */
    @Override
    public void close() {
        machines.forEach(machine -> machine.namespace.close());
        hub.close();
    }
}
