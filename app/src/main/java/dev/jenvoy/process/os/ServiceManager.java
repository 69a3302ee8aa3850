package dev.jenvoy.process.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reports the state of this process to the service manager that started it, such as systemd, as sd_notify(3) describes: a
 * datagram to the Unix socket that {@code NOTIFY_SOCKET} names. Java itself has no such sockets.
 */
public final class ServiceManager {

    /** The size of a path in {@code sockaddr_un}. */
    private static final int MAX_PATH_BYTES = 108;

    private final byte[] address;

    private ServiceManager(byte[] address) {
        this.address = address;
    }

    /**
     * Returns the manager that wants to know; empty without one.
     *
     * @param environment the environment of this process
     */
    public static Optional<ServiceManager> of(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (!(name.startsWith("/") || name.startsWith("@")) || path.length >= MAX_PATH_BYTES) {
            return Optional.empty();
        }
        ByteBuffer address = ByteBuffer.allocate(Short.BYTES + path.length).order(ByteOrder.nativeOrder());
        address.putShort((short) LibC.AF_UNIX).put(path);
        if (name.startsWith("@")) {
            // An abstract name begins with a zero byte.
            address.put(Short.BYTES, (byte) 0);
        }
        return Optional.of(new ServiceManager(address.array()));
    }

    /** Says that the service can be used. Returns why the manager was not reached; empty if it was. */
    public Optional<String> ready() {
        return send("READY=1");
    }

    /** Says that the service is about to end. Returns why the manager was not reached; empty if it was. */
    public Optional<String> stopping() {
        return send("STOPPING=1");
    }

    private Optional<String> send(String state) {
        Optional<String> obstacle = LibC.obstacle();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        int descriptor = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (descriptor < 0) {
            return Optional.of("socket: error " + LibC.errno());
        }
        try {
            byte[] message = state.getBytes(StandardCharsets.US_ASCII);
            long sent = LibC.sendto(descriptor, message, message.length, LibC.MSG_NOSIGNAL, address, address.length);
            return sent == message.length ? Optional.empty() : Optional.of("sendto: error " + LibC.errno());
        } finally {
            int unusedResult = LibC.close(descriptor);
        }
    }
}
