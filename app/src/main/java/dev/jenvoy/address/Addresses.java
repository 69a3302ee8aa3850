package dev.jenvoy.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads and writes IP literals. Nothing here asks a resolver, so nothing here blocks. An IPv4-mapped IPv6 address
 * ({@code ::ffff:1.2.3.4}) is the IPv4 address it stands for, everywhere.
 */
public final class Addresses {
    private static final int MAPPED_PREFIX = 12;

    private Addresses() {}

    /**
     * Reads a literal: a dotted quad without leading zeros, or IPv6 as RFC 4291 writes it, compressed or not. Empty
     * for anything else: names, short and octal forms, zone ids, brackets, surrounding space.
     */
    public static Optional<InetAddress> parse(String text) {
        byte[] bytes = Literal.read(text);
        return bytes == null ? Optional.empty() : Optional.of(ofBytes(bytes));
    }

    /**
     * Reads one entry of {@code X-Forwarded-For}: what {@link #parse} reads, and as some proxies write it
     * {@code 1.2.3.4:567}, {@code [2001:db8::1]} and {@code [2001:db8::1]:567}. Spaces and tabs around it are those
     * of the list and do not count.
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

    /** The IPv4 address where {@code address} is an IPv4-mapped IPv6 one, else {@code address} itself. */
    public static InetAddress normalise(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) ? ofBytes(bytes) : address;
    }

    /** The short form: a dotted quad, or IPv6 as RFC 5952 wants it ({@code 2001:db8::1}). Never a name. */
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

    /** The JDK turns the 16 bytes of a mapped address into an IPv4 address itself. */
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
