package dev.jenvoy.delivery.output;

import java.io.ByteArrayOutputStream;

/** Reads and writes numbers of at least zero: seven bits in each byte, the lowest first. */
final class VarInts {

    private final byte[] bytes;
    private int at;

    VarInts(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    static void write(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left > 0x7f) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** Returns the place of the next number. */
    int at() {
        return at;
    }

    boolean hasNext() {
        return at < bytes.length;
    }

    /** @throws IllegalStateException if there is no whole number */
    long next() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= bytes.length) {
                throw new IllegalStateException("a log is damaged");
            }
            byte one = bytes[at++];
            number |= (long) (one & 0x7f) << shift;
            if (one >= 0) {
                return number;
            }
        }
        throw new IllegalStateException("a log is damaged");
    }
}
