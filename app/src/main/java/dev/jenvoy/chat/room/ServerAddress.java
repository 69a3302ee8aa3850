package dev.jenvoy.chat.room;

import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import java.util.Optional;
import java.util.regex.Pattern;

/** A host and a port to connect to. The name is not looked up here. */
public record ServerAddress(String host, int port) {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f.]{0,15}){2,7}");
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|::1|127(?:\\.[0-9]{1,3}){3}");

    /** Takes the keys {@code host}, which must be there, and {@code port}. Reports every problem. */
    public static Optional<ServerAddress> read(ObjectReader in, int defaultPort) {
        Optional<String> host = in.require("host", ValueReaders.text(HOST, "a host name or an IP address"));
        int port = in.take("port", defaultPort, ValueReaders.number(1, 65_535));
        return host.map(name -> new ServerAddress(name, port));
    }

    /** Returns whether this host name or literal is this machine by its very spelling. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Returns whether the connection does not leave this machine, so that it may go without TLS. */
    public boolean isLoopback() {
        return isLoopback(host);
    }
}
