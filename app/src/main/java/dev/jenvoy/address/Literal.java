package dev.jenvoy.address;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Parses and writes the text of an address. */
final class Literal {
    private static final int GROUPS = 8;
    private static final int MAX_CHARS = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private Literal() {}

    /** Returns the 4 or 16 bytes as written (a mapped address stays 16), or null if the text is not a literal. */
    static byte @Nullable [] read(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return null;
        }
        return text.indexOf(':') < 0 ? readIpv4(text) : readIpv6(text);
    }

    private static byte @Nullable [] readIpv4(String text) {
        byte[] bytes = new byte[4];
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int start = at;
            int value = 0;
            while (at < text.length() && isDigit(text.charAt(at)) && at - start < 3) {
                value = value * 10 + (text.charAt(at++) - '0');
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return null;
            }
            bytes[part] = (byte) value;
            if (part < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
                return null;
            }
        }
        return at == text.length() ? bytes : null;
    }

    private static byte @Nullable [] readIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = readGroups(text, true);
            return all != null && all.length == 2 * GROUPS ? all : null;
        }
        byte[] head = readGroups(text.substring(0, gap), false);
        byte[] tail = readGroups(text.substring(gap + 2), true);
        // The gap replaces at least one group.
        if (head == null || tail == null || head.length + tail.length > 2 * (GROUPS - 1)) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(head, 2 * GROUPS);
        System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
        return bytes;
    }

    /** Parses groups separated by colons. The last may be a dotted quad if the address ends here. */
    private static byte @Nullable [] readGroups(String text, boolean endsTheAddress) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        if (parts.length > GROUPS) {
            return null;
        }
        byte[] bytes = new byte[2 * parts.length + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            if (endsTheAddress && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                byte[] quad = readIpv4(parts[i]);
                if (quad == null) {
                    return null;
                }
                System.arraycopy(quad, 0, bytes, length, 4);
                length += 4;
            } else {
                int group = readGroup(parts[i]);
                if (group < 0) {
                    return null;
                }
                bytes[length++] = (byte) (group >> 8);
                bytes[length++] = (byte) group;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int readGroup(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /**
     * Writes the form of RFC 5952: lower case, with the longest run of two or more zero groups shortened, the first of
     * equal runs.
     */
    static String writeIpv6(byte[] bytes) {
        int gapFrom = -1;
        int gapLength = 1;
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && group(bytes, to) == 0) {
                to++;
            }
            if (to - from > gapLength) {
                gapFrom = from;
                gapLength = to - from;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapFrom) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
