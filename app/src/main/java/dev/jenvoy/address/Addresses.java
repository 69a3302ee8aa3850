package dev.jenvoy.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads and writes IP literals. Never uses a resolver, so it never blocks. Treats an IPv4-mapped IPv6 address ({@code
 * ::ffff:1.2.3.4}) as the IPv4 address everywhere.
 */
public final class Addresses {
    private static final int MAPPED_PREFIX = 12;

    private Addresses() {}

    /**
     * Parses a literal: a dotted quad without leading zeros, or IPv6 in the form of RFC 4291, compressed or not. Empty
     * for everything else: names, short and octal forms, zone ids, brackets, surrounding space.
     */
    public static Optional<InetAddress> parse(String text) {
        byte[] bytes = Literal.read(text);
        return bytes == null ? Optional.empty() : Optional.of(ofBytes(bytes));
    }

    /**
     * Parses one entry of {@code X-Forwarded-For}: what {@link #parse} accepts, and the forms of some proxies: {@code
     * 1.2.3.4:567}, {@code [2001:db8::1]} and {@code [2001:db8::1]:567}. Ignores spaces and tabs around it, which
     * belong to the list.
     */
    public static Optional<InetAddress> parseForwarded(String entry) {
        String text = withoutListSpace(entry);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0 || text.indexOf(':') > end) {
                return Optional.empty();
            }
            String rest = text.substring(end + 1);
            boolean fine = rest.isEmpty() || (rest.charAt(0) == ':' && isPort(rest.substring(1)));
            return fine ? parse(text.substring(1, end)) : Optional.empty();
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return isPort(text.substring(colon + 1)) ? parse(text.substring(0, colon)) : Optional.empty();
        }
        return parse(text);
    }

    /** Returns the IPv4 address of an IPv4-mapped IPv6 address, else the address itself. */
    public static InetAddress normalise(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) ? ofBytes(bytes) : address;
    }

    /**
     * Returns the short form: a dotted quad, or IPv6 in the form of RFC 5952 ({@code 2001:db8::1}). Never returns a
     * name.
     */
    public static String format(InetAddress address) {
        byte[] bytes = normalise(address).getAddress();
        if (bytes.length == 4) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        return Literal.writeIpv6(bytes);
    }

    static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != (byte) 0xff || bytes[11] != (byte) 0xff) {
            return false;
        }
        for (int i = 0; i < MAPPED_PREFIX - 2; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Creates an address. The JDK turns the 16 bytes of a mapped address into an IPv4 address. */
    static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return false;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + (c - '0');
        }
        return port <= 65535;
    }

    private static String withoutListSpace(String entry) {
        int from = 0;
        int to = entry.length();
        while (from < to && isListSpace(entry.charAt(from))) {
            from++;
        }
        while (to > from && isListSpace(entry.charAt(to - 1))) {
            to--;
        }
        return entry.substring(from, to);
    }

    private static boolean isListSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
