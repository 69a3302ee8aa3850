package dev.jenvoy.process.output;

import java.util.Arrays;

/**
 * The captured part of one output.
 *
 * @param bytes the whole output, or its beginning; not copied, so it must not change
 * @param omitted the number of bytes after the beginning that were dropped
 * @param end the last bytes, after the dropped ones; empty if nothing was dropped; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by value, below
public record CapturedOutput(byte[] bytes, long omitted, byte[] end) {
    private static final byte[] NOTHING = new byte[0];

    /** An empty output. */
    public static final CapturedOutput EMPTY = new CapturedOutput(NOTHING);

    /** @throws IllegalArgumentException if there is an end but nothing was dropped */
    public CapturedOutput {
        if (omitted < 0 || (omitted == 0 && end.length > 0)) {
            throw new IllegalArgumentException("an end of " + end.length + " bytes after " + omitted + " others");
        }
    }

    /** Creates an output that was kept completely. */
    public CapturedOutput(byte[] bytes) {
        this(bytes, 0, NOTHING);
    }

    /** Returns whether a part was dropped. */
    public boolean truncated() {
        return omitted > 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CapturedOutput that
                && omitted == that.omitted
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(end, that.end);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(bytes) + Long.hashCode(omitted)) + Arrays.hashCode(end);
    }

    @Override
    public String toString() {
        return "Captured[" + bytes.length + " bytes" + (truncated() ? ", " + omitted + " omitted, " + end.length : "")
                + "]";
    }
}
