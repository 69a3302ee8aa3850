package dev.jenvoy.process.output;

import java.util.Arrays;

/**
 * What was kept of one output.
 *
 * @param bytes all of it, or its beginning; not copied, so not to be changed
 * @param omitted how many bytes came after the beginning that are not kept
 * @param end the last bytes, which came after those; none where nothing is omitted. Not copied either.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by value, below
public record CapturedOutput(byte[] bytes, long omitted, byte[] end) {
    private static final byte[] NOTHING = new byte[0];

    /** No output at all. */
    public static final CapturedOutput EMPTY = new CapturedOutput(NOTHING);

    /** @throws IllegalArgumentException if there is an end after nothing */
    public CapturedOutput {
        if (omitted < 0 || (omitted == 0 && end.length > 0)) {
            throw new IllegalArgumentException("an end of " + end.length + " bytes after " + omitted + " others");
        }
    }

    /** An output of which all is kept. */
    public CapturedOutput(byte[] bytes) {
        this(bytes, 0, NOTHING);
    }

    /** Whether there was more than is kept. */
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
