package dev.jenvoy.delivery.output;

/**
 * A part of a log. Its place is the number of bytes that the action printed before it, on both streams together, also those
 * that were not kept.
 */
public sealed interface LogPiece {

    /** The time of a piece whose time was not recorded. */
    int NO_TIME = -1;

    /** Returns how many bytes the action had printed before this piece. */
    long from();

    /** Returns how many bytes it had printed after this piece. */
    long next();

    /**
     * Bytes that were read from one stream.
     *
     * @param millis the time since the log began, or {@link #NO_TIME}
     * @param bytes not copied, so they must not change; may begin or end within a character
     */
    @SuppressWarnings("ArrayRecordComponent") // pieces are handed on, never compared
    record Printed(long from, int millis, OutputSink.Stream stream, byte[] bytes) implements LogPiece {

        @Override
        public long next() {
            return from + bytes.length;
        }

        /** Returns the rest of it from a place within it. */
        Printed rest(long place) {
            int skipped = (int) (place - from);
            return skipped <= 0
                    ? this
                    : new Printed(place, millis, stream, java.util.Arrays.copyOfRange(bytes, skipped, bytes.length));
        }

        /** Leaves out what was printed. */
        @Override
        public String toString() {
            return "Printed[from=" + from + ", millis=" + millis + ", stream=" + stream + ", bytes=" + bytes.length
                    + "]";
        }
    }

    /** Bytes that were not kept, of both streams together. */
    record Omitted(long from, long bytes) implements LogPiece {

        @Override
        public long next() {
            return from + bytes;
        }
    }
}
