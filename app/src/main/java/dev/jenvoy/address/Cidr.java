package dev.jenvoy.address;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A range of addresses, {@code 10.0.0.0/8}. An IPv6 range never contains an IPv4 address in any notation: a mapped
 * address counts as IPv4 on both sides.
 *
 * @param network the lowest address of the range
 * @param prefix how many leading bits all its addresses share: 0 to 32, for IPv6 0 to 128
 */
public record Cidr(InetAddress network, int prefix) {
    private static final int MAPPED_BITS = 96;

    /** Rejects a prefix out of range, and a network with bits set after its prefix. */
    public Cidr {
        network = Addresses.normalise(network);
        byte[] bytes = network.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException(
                    "the prefix of an " + (bytes.length == 4 ? "IPv4" : "IPv6") + " range is 0 to " + bytes.length * 8);
        }
        if (clearBehind(bytes, prefix)) {
            throw new IllegalArgumentException("bits are set after the prefix: the network is "
                    + Addresses.format(Addresses.ofBytes(bytes)) + "/" + prefix);
        }
    }

    /**
     * Parses {@code ADDRESS/PREFIX}, or a single address as its own range. Parses a mapped IPv6 range ({@code
     * ::ffff:10.0.0.0/104}) as the IPv4 range.
     *
     * @throws IllegalArgumentException with a message that says what is wrong and what is expected
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] bytes = Literal.read(slash < 0 ? text : text.substring(0, slash));
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "not an address range: expected one like \"10.0.0.0/8\", \"192.0.2.1\" or \"2001:db8::/32\"");
        }
        int bits = bytes.length * 8;
        int prefix = slash < 0 ? bits : readPrefix(text.substring(slash + 1), bits);
        if (!Addresses.isMapped(bytes)) {
            return new Cidr(Addresses.ofBytes(bytes), prefix);
        }
        if (prefix < MAPPED_BITS) {
            throw new IllegalArgumentException("a range of IPv4-mapped addresses has a prefix of 96 to 128");
        }
        return new Cidr(Addresses.ofBytes(bytes), prefix - MAPPED_BITS);
    }

    /** Returns whether the address is in the range. Treats a mapped address as the IPv4 address. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        int skipped = 0;
        if (ours.length != theirs.length) {
            if (!(address instanceof Inet6Address) || !Addresses.isMapped(theirs)) {
                return false;
            }
            skipped = MAPPED_BITS / 8;
        } else if (ours.length == 16 && Addresses.isMapped(theirs)) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i + skipped]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((ours[whole] ^ theirs[whole + skipped]) & 0xff) >> (8 - rest) == 0;
    }

    /** Returns whether the range contains only loopback addresses. */
    public boolean isLoopback() {
        return network.isLoopbackAddress() && prefix >= (network.getAddress().length == 4 ? 8 : 128);
    }

    /** Returns the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return Addresses.format(network) + "/" + prefix;
    }

    private static int readPrefix(String text, int bits) {
        boolean digits = !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        if (!digits || Integer.parseInt(text) > bits) {
            throw new IllegalArgumentException("the prefix after the \"/\" is a number from 0 to " + bits);
        }
        return Integer.parseInt(text);
    }

    /** Clears the bits after the prefix. Returns whether one was set. */
    private static boolean clearBehind(byte[] bytes, int prefix) {
        boolean found = false;
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(8, prefix - i * 8));
            int mask = 0xff << (8 - kept) & 0xff;
            found |= (bytes[i] & 0xff & ~mask) != 0;
            bytes[i] &= (byte) mask;
        }
        return found;
    }
}
