package dev.jenvoy.process;

import java.util.Arrays;

/**
 * What was kept of one output.
 *
 * @param bytes the head of the output; not copied, so not to be changed
 * @param truncated whether there was more than is kept
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by value, below
public record Captured(byte[] bytes, boolean truncated) {
    /** No output at all. */
    public static final Captured EMPTY = new Captured(new byte[0], false);

    @Override
    public boolean equals(Object other) {
        return other instanceof Captured that && truncated == that.truncated && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + Boolean.hashCode(truncated);
    }

    @Override
    public String toString() {
        return "Captured[" + bytes.length + " bytes" + (truncated ? ", truncated]" : "]");
    }
}
